using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace SysCsv.Portal.Components;

/// <summary>The portal's one script module, loaded once a circuit.</summary>
internal sealed class PortalScript(IJSRuntime runtime) : IAsyncDisposable
{
    private Task<IJSObjectReference>? _module;

    public async Task<T> CallAsync<T>(string function, CancellationToken cancellationToken, params object?[] arguments)
    {
        var module = await (_module ??= runtime.InvokeAsync<IJSObjectReference>("import", cancellationToken, "./_content/SysCsv.Portal/portal.js").AsTask());
        return await module.InvokeAsync<T>(function, cancellationToken, arguments);
    }

    public async Task CallAsync(string function, CancellationToken cancellationToken, params object?[] arguments) =>
        await CallAsync<object?>(function, cancellationToken, arguments);

    public async ValueTask DisposeAsync()
    {
        if (_module is not { IsCompletedSuccessfully: true } loaded)
            return;

        try
        {
            await (await loaded).DisposeAsync();
        }
        catch (JSDisconnectedException)
        {
            // The browser is gone, and the module with it.
        }
    }
}
