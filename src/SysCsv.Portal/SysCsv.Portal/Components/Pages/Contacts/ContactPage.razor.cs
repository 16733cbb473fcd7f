using Microsoft.AspNetCore.Components;
using MudBlazor;
using SysCsv.Contacts;
using SysCsv.Portal.Components.Shared;
using SysCsv.Portal.Contacts;
using SysCsv.Portal.Security;

namespace SysCsv.Portal.Components.Pages.Contacts;

/// <summary>One contact: its data, where it came from, and what can be done about it.</summary>
public partial class ContactPage
{
    private ContactDetails? _details;
    private ContactEdit? _edit;

    [Inject]
    private IContacts Contacts { get; set; } = null!;

    [Inject]
    private IDialogService Dialogs { get; set; } = null!;

    [Parameter]
    public long Id { get; set; }

    protected override Task OnParametersSetAsync() => IsNew(Id) ? LoadAsync() : Task.CompletedTask;

    private Task LoadAsync() => LoadAsync(async cancellationToken => _details = await Contacts.FindAsync(Id, cancellationToken));

    private void Edit() => _edit = new(_details!.Contact.Data);

    private void StopEditing() => _edit = null;

    private Task SaveAsync() => ActAsync(PortalPolicies.Operate, async (actor, cancellationToken) =>
    {
        if (await Contacts.EditAsync(Id, _edit!.Seen, _edit.ToData(), actor, cancellationToken))
            Say("Saved.");
        else
            Say("The contact was changed meanwhile. Look at it as it is now, and edit it again.", Severity.Warning);
        _edit = null;
        await LoadAsync();
    });

    private async Task EraseAsync()
    {
        var wanted = await ConfirmDialog.AskAsync(
            Dialogs,
            "Erase this person?",
            "The contact is removed, and its e-mail from rejected and failed rows, dead letters and kept files. This can't be taken back. The numbers of the imports stay.",
            "Erase");
        if (wanted)
            await ActAsync(PortalPolicies.Administer, EraseAsync);
    }

    private async Task EraseAsync(Actor actor, CancellationToken cancellationToken)
    {
        var result = await Contacts.EraseAsync(Id, actor, cancellationToken);
        if (result.Erased)
        {
            Say($"Erased: the contact, {Format.Count(result.RejectedRows + result.FailedRows, "listed row")}, {Format.Count(result.DeadLetters, "dead letter")} and {Format.Count(result.Files, "file")}.");
            Navigation.NavigateTo("contacts");
            return;
        }

        Say(
            result.Blocked.Count > 0
                ? "Nothing was erased: a file that is being imported holds the e-mail. Cancel the import or wait for its end."
                : "There is no such contact any more.",
            Severity.Warning);
    }

    private sealed class ContactEdit(ContactData seen)
    {
        public ContactData Seen { get; } = seen;

        public Field Name { get; } = new("Name", seen.Name);

        public IReadOnlyList<Field> Fields { get; } = [.. seen.Attributes.Select(pair => new Field(pair.Key, pair.Value))];

        public ContactData ToData() => Seen with
        {
            Name = Name.ToText(),
            Attributes = ContactAttributes.From(Fields.Select(field => KeyValuePair.Create(field.Label, field.ToText() ?? ""))),
        };
    }

    private sealed class Field(string label, string? seen)
    {
        private readonly string? _seen = seen;

        public string Label { get; } = label;

        public bool HasLines { get; } = seen?.AsSpan().ContainsAny('\r', '\n') ?? false;

        public string? Value { get; set; } = seen;

        /// <summary>What is to be kept; null if nothing is. What nobody changed stays to the last blank.</summary>
        public string? ToText()
        {
            var text = Lines(Value);
            if (text == Lines(_seen))
                return _seen;
            if (string.IsNullOrWhiteSpace(text))
                return null;
            return _seen?.Contains("\r\n", StringComparison.Ordinal) == true ? text.Trim().Replace("\n", "\r\n", StringComparison.Ordinal) : text.Trim();
        }

        // A browser gives every text back with line ends of its own.
        private static string Lines(string? text) => text?.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n') ?? "";
    }
}
