using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace SysCsv.Portal.Components.Shared;

/// <summary>Asks before something that can't be taken back.</summary>
public partial class ConfirmDialog
{
    [CascadingParameter]
    private IMudDialogInstance Dialog { get; set; } = null!;

    [Parameter]
    public string Title { get; set; } = "";

    /// <summary>What will happen.</summary>
    [Parameter]
    public string Text { get; set; } = "";

    /// <summary>What the button says: the verb, not "yes".</summary>
    [Parameter]
    public string Action { get; set; } = "";

    [Parameter]
    public bool Destructive { get; set; } = true;

    /// <summary>Whether the user wants it.</summary>
    internal static async Task<bool> AskAsync(IDialogService dialogs, string title, string text, string action, bool destructive = true)
    {
        var parameters = new DialogParameters<ConfirmDialog>
        {
            { dialog => dialog.Title, title },
            { dialog => dialog.Text, text },
            { dialog => dialog.Action, action },
            { dialog => dialog.Destructive, destructive },
        };
        var options = new DialogOptions { MaxWidth = MaxWidth.ExtraSmall, FullWidth = true, CloseOnEscapeKey = true };
        var shown = await dialogs.ShowAsync<ConfirmDialog>(title, parameters, options);
        return await shown.Result is { Canceled: false };
    }

    private void Cancel() => Dialog.Cancel();

    private void Confirm() => Dialog.Close(DialogResult.Ok(true));
}
