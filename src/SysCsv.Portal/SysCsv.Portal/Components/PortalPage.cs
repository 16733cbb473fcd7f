using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using MudBlazor;
using SysCsv.Persistence.Relational.Reading;
using SysCsv.Portal.Queue;
using SysCsv.Portal.Security;

namespace SysCsv.Portal.Components;

/// <summary>What the pages have in common: loading with its errors in words, actions with their rights, and following the feed.</summary>
public abstract class PortalPage : ComponentBase, IDisposable
{
    private readonly CancellationTokenSource _gone = new();
    private object?[]? _values;

    /// <summary>Makes a page.</summary>
    protected PortalPage() => Gone = _gone.Token;

    [CascadingParameter]
    private Task<AuthenticationState>? Authentication { get; set; }

    [CascadingParameter]
    private ViewerContext? Viewer { get; set; }

    [Inject]
    private IAuthorizationService Authorization { get; set; } = null!;

    [Inject]
    private protected ISnackbar Snackbar { get; set; } = null!;

    [Inject]
    private protected NavigationManager Navigation { get; set; } = null!;

    /// <summary>Whether the page waits for its first data.</summary>
    private protected bool Loading { get; private set; } = true;

    /// <summary>What went wrong while loading; null if nothing did.</summary>
    private protected string? Error { get; private set; }

    /// <summary>Whether an action is under way.</summary>
    private protected bool Busy { get; private set; }

    private protected CancellationToken Gone { get; }

    /// <summary>The token for requests that the browser makes itself.</summary>
    private protected string? Antiforgery => Viewer?.Antiforgery;

    /// <summary>Whether these are other ones than at the last call: a part of a page is also rendered when only its surroundings changed.</summary>
    private protected bool IsNew(params object?[] values)
    {
        if (_values is not null && _values.SequenceEqual(values))
            return false;
        _values = values;
        return true;
    }

    /// <summary>Loads what the page shows; a failure of broker or database becomes a sentence on the page.</summary>
    private protected async Task LoadAsync(Func<CancellationToken, Task> load)
    {
        try
        {
            await load(Gone);
            Error = null;
        }
        catch (SysCsvException exception)
        {
            Error = ErrorText.Of(exception);
        }
        catch (OperationCanceledException) when (Gone.IsCancellationRequested)
        {
            // Nobody looks any more.
        }
        catch (ForeignCursorException)
        {
            await LeaveCursorAsync();
            return;
        }

        Loading = false;
    }

    /// <summary>Shows the list from its beginning, where the address of the page names a place that the list does not have.</summary>
    private protected virtual Task BeginAgainAsync()
    {
        GoTo(new Dictionary<string, object?> { ["after"] = null }, replace: true);
        return Task.CompletedTask;
    }

    /// <summary>Takes back what went wrong, where the next try takes its time.</summary>
    private protected void ForgetError() => Error = null;

    /// <summary>Does something that changes something, if the user has the right to it at this moment.</summary>
    private protected async Task ActAsync(string policy, Func<Actor, CancellationToken, Task> action)
    {
        if (Busy || await ActorAsync(policy) is not { } actor)
            return;

        Busy = true;
        try
        {
            await action(actor, Gone);
        }
        catch (SysCsvException exception)
        {
            Say(ErrorText.Of(exception), Severity.Error);
        }
        catch (OperationCanceledException) when (Gone.IsCancellationRequested)
        {
            // The page was left; the service has been told.
        }
        finally
        {
            Busy = false;
        }
    }

    private protected void Say(string text, Severity severity = Severity.Success) => Snackbar.Add(text, severity);

    /// <summary>Shows every snapshot as it comes, for as long as the page is open.</summary>
    private protected void Follow(IPortalFeed feed, Func<PortalSnapshot, Task> show) => _ = FollowAsync(feed, show);

    /// <summary>Changes the address to the page's state, so that it can be shared and reloaded.</summary>
    private protected void GoTo(IReadOnlyDictionary<string, object?> query, bool replace = false) =>
        Navigation.NavigateTo(Navigation.GetUriWithQueryParameters(query), replace: replace);

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        if (!disposing || _gone.IsCancellationRequested)
            return;
        _gone.Cancel();
        _gone.Dispose();
    }

    // A bookmark outlives the row that it begins behind, and the order that it was made for.
    private async Task LeaveCursorAsync()
    {
        // Parameters may be on their way to the page right now: the address changes once they have arrived.
        await Task.Yield();
        if (Gone.IsCancellationRequested)
            return;
        Say("The address led into a list that is another one by now. Here is its beginning.", Severity.Info);
        await BeginAgainAsync();
    }

    private async Task<Actor?> ActorAsync(string policy)
    {
        var user = Authentication is null ? null : (await Authentication).User;
        if (user is not null && (await Authorization.AuthorizeAsync(user, resource: null, policy)).Succeeded)
            return new(user.Identity?.Name ?? "unknown", Viewer?.Address);

        Say("Your account may not do this. Ask an administrator for the right to it.", Severity.Warning);
        return null;
    }

    private async Task FollowAsync(IPortalFeed feed, Func<PortalSnapshot, Task> show)
    {
        try
        {
            await foreach (var snapshot in feed.WatchAsync(Gone))
                await InvokeAsync(async () =>
                {
                    await show(snapshot);
                    StateHasChanged();
                });
        }
        catch (OperationCanceledException) when (Gone.IsCancellationRequested)
        {
            // The page was left.
        }
        catch (Exception exception)
        {
            // Nobody awaits this: the layout's error boundary shows it.
            await DispatchExceptionAsync(exception);
        }
    }
}
