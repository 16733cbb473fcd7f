using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.AspNetCore.SignalR.Protocol;
using Microsoft.Extensions.DependencyInjection;

namespace SysCsv.Benchmarks.Portal;

/// <summary>A page without a browser: it opens a circuit as the browser's script does, takes what is rendered, and acknowledges it.</summary>
internal sealed partial class RawCircuit : IAsyncDisposable
{
    // What the overview's numbers stand in; texts travel as they are.
    private static readonly byte[] Numbers = "sc-tiles"u8.ToArray();

    private readonly HubConnection _connection;
    private readonly TaskCompletionSource _shown = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _batches;

    private RawCircuit(HubConnection connection) => _connection = connection;

    /// <summary>Batches that came, the first pictures included.</summary>
    public long Batches => Interlocked.Read(ref _batches);

    public bool IsOpen => _connection.State == HubConnectionState.Connected;

    /// <summary>Opens the overview, and returns when its numbers have come.</summary>
    /// <exception cref="HttpRequestException">The page or its connection was refused.</exception>
    public static async Task<RawCircuit> OpenAsync(HttpClient browser, string cookie, CancellationToken cancellationToken)
    {
        var url = browser.BaseAddress!;
        var document = await browser.GetStringAsync(url, cancellationToken);
        var builder = new HubConnectionBuilder().WithUrl(new Uri(url, "_blazor"), HttpTransportType.WebSockets, http =>
        {
            http.Headers["Cookie"] = cookie;
            http.Headers["Origin"] = url.GetLeftPart(UriPartial.Authority);
        });
        builder.Services.AddSingleton<IHubProtocol>(new BlazorPack());
        var circuit = new RawCircuit(builder.Build());
        try
        {
            await circuit.StartAsync(url, document, cancellationToken);
            return circuit;
        }
        catch
        {
            await circuit.DisposeAsync();
            throw;
        }
    }

    public ValueTask DisposeAsync() => _connection.DisposeAsync();

    private async Task StartAsync(Uri url, string document, CancellationToken cancellationToken)
    {
        _connection.On<long, byte[]>("JS.RenderBatch", TakeAsync);
        _connection.On<long, string, string, int, long, int>("JS.BeginInvokeJS", AnswerAsync);
        _connection.On<string>("JS.Error", error => _shown.TrySetException(new InvalidOperationException(error)));
        _connection.Closed += error =>
        {
            _shown.TrySetException(error ?? new InvalidOperationException("The circuit was closed."));
            return Task.CompletedTask;
        };
        await _connection.StartAsync(cancellationToken);
        await _connection.InvokeAsync<string>("StartCircuit", url.AbsoluteUri, url.AbsoluteUri, "[]", "", cancellationToken);
        await _connection.SendAsync("UpdateRootComponents", Operations(document), State().Match(document).Groups["state"].Value, cancellationToken);
        await _shown.Task.WaitAsync(cancellationToken);
    }

    private Task TakeAsync(long batch, byte[] content)
    {
        Interlocked.Increment(ref _batches);
        if (content.AsSpan().IndexOf(Numbers) >= 0)
            _shown.TrySetResult();
        return _connection.SendAsync("OnRenderCompleted", batch, (string?)null);
    }

    private Task AnswerAsync(long call, string function, string arguments, int result, long target, int kind)
    {
        if (call == 0)
            return Task.CompletedTask;
        var answer = function switch
        {
            "import" => """{"__jsObjectId":1}""",
            "zone" => "\"Europe/Berlin\"",
            _ => "null",
        };
        return _connection.SendAsync("EndInvokeJSFromDotNet", call, true, string.Create(CultureInfo.InvariantCulture, $"[{call},true,{answer}]"));
    }

    // The components that the document leaves room for, which the server has signed.
    private static string Operations(string document)
    {
        var markers = Marker().Matches(document).Select(match => JsonDocument.Parse(match.Groups["json"].Value).RootElement).ToList();
        return JsonSerializer.Serialize(new
        {
            batchId = 1,
            operations = markers.Select((marker, index) => new { type = "add", ssrComponentId = index + 1, marker }),
        });
    }

    [GeneratedRegex("<!--Blazor:(?<json>\\{.*?\"descriptor\".*?\\})-->", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Marker();

    [GeneratedRegex("<!--Blazor-Server-Component-State:(?<state>[^>]*?)-->", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex State();
}
