using System.Text;
using Microsoft.AspNetCore.Components;
using MudBlazor;
using SysCsv.Portal.Components.Shared;
using SysCsv.Portal.Queue;
using SysCsv.Portal.Security;
using SysCsv.Transports;

namespace SysCsv.Portal.Components.Pages.Queue;

/// <summary>What could not be processed, to be looked at, replayed or discarded.</summary>
public partial class DeadLetters
{
    private const int MostShown = 100;
    private const int MostBytes = 4_096;

    private readonly HashSet<string> _chosen = new(StringComparer.Ordinal);
    private IReadOnlyList<DeadLetter> _letters = [];

    [Inject]
    private IDeadLetterQueue Queue { get; set; } = null!;

    [Inject]
    private DeadLetterService Service { get; set; } = null!;

    [Inject]
    private IDialogService Dialogs { get; set; } = null!;

    /// <summary>How many there are; the list is read again when it shows another number.</summary>
    [Parameter]
    public long Total { get; set; }

    /// <summary>When they were counted. It changes with every count: where nothing changes, a part of a page is not asked.</summary>
    [Parameter]
    public DateTimeOffset Counted { get; set; }

    // A message that was replayed can be back before anybody counted it as gone: the number alone does not tell.
    protected override Task OnParametersSetAsync() =>
        IsNew(Total) || Math.Min(Total, MostShown) != _letters.Count ? LoadAsync() : Task.CompletedTask;

    private Task LoadAsync() => LoadAsync(async cancellationToken =>
    {
        _letters = await Queue.ListAsync(MostShown, cancellationToken);
        _chosen.IntersectWith(_letters.Select(letter => letter.Id));
    });

    private static string Title(DeadLetter letter) => letter.MessageId.Length == 0 ? "A message without an id" : letter.MessageId;

    private static string TextOf(DeadLetter letter)
    {
        var body = letter.Body.Span;
        return body.Length <= MostBytes ? Encoding.UTF8.GetString(body) : $"{Encoding.UTF8.GetString(body[..MostBytes])}… ({Format.Size(body.Length)} in all)";
    }

    private void Choose(DeadLetter letter, ChangeEventArgs change)
    {
        if (change.Value is true)
            _chosen.Add(letter.Id);
        else
            _chosen.Remove(letter.Id);
    }

    private Task ReplayAllAsync() => ReplayAsync(ids: null);

    private Task DiscardAllAsync() => DiscardAsync(ids: null, "all dead letters");

    private Task ReplayChosenAsync() => _chosen.Count == 0 ? Task.CompletedTask : ReplayAsync([.. _chosen]);

    private Task DiscardChosenAsync() => _chosen.Count == 0 ? Task.CompletedTask : DiscardAsync([.. _chosen], Format.Count(_chosen.Count, "dead letter"));

    private Task ReplayAsync(IReadOnlyCollection<string>? ids) =>
        ChangeAsync((actor, token) => Service.ReplayAsync(ids, actor, token), count => $"{Format.Count(count, "message")} put back into the queue.");

    // The ids are those that were asked about: others may take a dead letter away while the question is open, and null stands for all.
    private async Task DiscardAsync(IReadOnlyCollection<string>? ids, string what)
    {
        var wanted = await ConfirmDialog.AskAsync(
            Dialogs, $"Discard {what}?", "The messages are removed for good. Their rows stay listed as failed in their imports, and can't be replayed any more.", "Discard");
        if (wanted)
            await ChangeAsync((actor, token) => Service.DiscardAsync(ids, actor, token), count => $"{Format.Count(count, "message")} discarded.");
    }

    private Task ChangeAsync(Func<Actor, CancellationToken, Task<int>> change, Func<int, string> done) =>
        ActAsync(PortalPolicies.Operate, async (actor, cancellationToken) =>
        {
            Say(done(await change(actor, cancellationToken)));
            await LoadAsync();
        });
}
