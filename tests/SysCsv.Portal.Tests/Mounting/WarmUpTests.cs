using System.Globalization;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using SysCsv.Portal.Host.Web;

namespace SysCsv.Portal.Tests.Mounting;

/// <summary>The host's server asks for the first pages itself before it listens.</summary>
public sealed class WarmUpTests
{
    private readonly List<string> _happened = [];

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

    private WarmServer Server(PortalApp app) => new(
        new Silent(_happened), app.Services.GetRequiredService<WarmPages>(), new FakeTimeProvider(), NullLogger<WarmServer>.Instance);

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

    private sealed class Application(List<string> happened, int? status) : IHttpApplication<HttpContext>
    {
        public HttpContext CreateContext(IFeatureCollection contextFeatures) => new DefaultHttpContext(contextFeatures);

        public Task ProcessRequestAsync(HttpContext context)
        {
            happened.Add(string.Create(CultureInfo.InvariantCulture, $"{context.Request.Path} as {context.User.Identity?.Name}"));
            return status is null ? throw new InvalidOperationException("The page fails.") : Task.CompletedTask;
        }

        public void DisposeContext(HttpContext context, Exception? exception)
        {
            // Nothing to let go of.
        }
    }
}
