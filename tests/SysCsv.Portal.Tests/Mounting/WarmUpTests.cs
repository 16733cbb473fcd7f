using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using SysCsv.Portal.Host;
using SysCsv.Portal.Host.Web;
using SysCsv.Testing;

namespace SysCsv.Portal.Tests.Mounting;

/// <summary>The host's server asks for the first pages itself before it listens.</summary>
public sealed class WarmUpTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly List<string> _happened = [];
    private readonly FakeTimeProvider _clock = new();
    private readonly CapturedLogs _logs = new();

    public void Dispose() => _logs.Dispose();

    [Fact]
    public async Task First_pages_are_made_before_the_server_listens()
    {
        using var app = new PortalApp();
        using var server = Server(app);

        await server.StartAsync(new Application(_happened, StatusCodes.Status200OK), CancellationToken.None);

        Assert.Equal(["/account/sign-in as warm-up", "/ as warm-up", "/_framework/blazor.web.js as warm-up", "/api/v1/session as warm-up", "listens"], _happened);
    }

    [Fact]
    public async Task Page_that_fails_does_not_keep_the_server_from_listening()
    {
        using var app = new PortalApp();
        using var server = Server(app);

        await server.StartAsync(new Application(_happened, status: null), CancellationToken.None);

        Assert.Equal("listens", _happened[^1]);
    }

    [Fact]
    public async Task Page_that_takes_too_long_is_cancelled_and_the_server_listens()
    {
        using var app = new PortalApp();
        using var server = Server(app);
        var aborted = new TaskCompletionSource();
        var asked = new TaskCompletionSource<CancellationToken>();
        var starting = server.StartAsync(Asking(asked, aborted.Task), CancellationToken.None);
        using var told = (await asked.Task.WaitAsync(Patience)).Register(aborted.SetCanceled);

        _clock.Advance(TimeSpan.FromSeconds(5));
        await starting.WaitAsync(Patience);

        Assert.True(aborted.Task.IsCanceled);
        Assert.Equal(["/account/sign-in as warm-up", "listens"], _happened);
        Assert.StartsWith("Information", Assert.Single(_logs.Lines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_that_can_not_be_cancelled_keeps_nobody_waiting_and_its_failure_is_logged()
    {
        using var app = new PortalApp();
        using var server = Server(app);
        var stubborn = new TaskCompletionSource();
        var asked = new TaskCompletionSource<CancellationToken>();
        var starting = server.StartAsync(Asking(asked, stubborn.Task), CancellationToken.None);
        await asked.Task.WaitAsync(Patience);
        _clock.Advance(TimeSpan.FromSeconds(5));
        await starting.WaitAsync(Patience);

        stubborn.SetException(new InvalidOperationException("The page fails late."));

        await Eventually.BecomesAsync(
            () => _logs.Lines.Any(line => line.Contains(nameof(InvalidOperationException), StringComparison.Ordinal)), Patience, "the failure is logged");
        Assert.Equal(["/account/sign-in as warm-up", "listens"], _happened);
    }

    [Fact]
    public async Task Host_that_stops_while_it_warms_up_does_not_listen()
    {
        using var app = new PortalApp();
        using var server = Server(app);
        using var stop = new CancellationTokenSource();
        var asked = new TaskCompletionSource<CancellationToken>();
        var starting = server.StartAsync(Asking(asked, new TaskCompletionSource().Task), stop.Token);
        await asked.Task.WaitAsync(Patience);

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => starting.WaitAsync(Patience));
        Assert.DoesNotContain("listens", _happened);
    }

    [Fact]
    public async Task Host_has_its_server_warm_up()
    {
        var builder = WebApplication.CreateBuilder();
        builder.AddPortalHost();
        await using var app = builder.Build();

        Assert.IsType<WarmServer>(app.Services.GetRequiredService<IServer>());
    }

    private WarmServer Server(PortalApp app) => new(
        new Silent(_happened), app.Services.GetRequiredService<WarmPages>(), _clock, new Logger<WarmServer>(new LoggerFactory([_logs])));

    private Application Asking(TaskCompletionSource<CancellationToken> asked, Task answer) => new(_happened, StatusCodes.Status200OK, http =>
    {
        asked.SetResult(http.RequestAborted);
        return answer;
    });

    private sealed class Silent(List<string> happened) : IServer
    {
        public IFeatureCollection Features { get; } = new FeatureCollection();

        public Task StartAsync<TContext>(IHttpApplication<TContext> application, CancellationToken cancellationToken)
            where TContext : notnull
        {
            happened.Add("listens");
            return Task.CompletedTask;
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public void Dispose()
        {
            // Nothing to let go of.
        }
    }

    private sealed class Application(List<string> happened, int? status, Func<HttpContext, Task>? answer = null) : IHttpApplication<HttpContext>
    {
        public HttpContext CreateContext(IFeatureCollection contextFeatures) => new DefaultHttpContext(contextFeatures);

        public Task ProcessRequestAsync(HttpContext context)
        {
            happened.Add(string.Create(CultureInfo.InvariantCulture, $"{context.Request.Path} as {context.User.Identity?.Name}"));
            return status is null ? throw new InvalidOperationException("The page fails.") : answer?.Invoke(context) ?? Task.CompletedTask;
        }

        public void DisposeContext(HttpContext context, Exception? exception)
        {
            // Nothing to let go of.
        }
    }
}
