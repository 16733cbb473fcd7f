using System.Security.Claims;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Identity;
using SysCsv.Portal.Security;

namespace SysCsv.Portal.Host.Web;

/// <summary>Asks for the first pages itself before it listens: what is compiled on first use is compiled then, and no visitor waits for it.</summary>
internal sealed class WarmServer(IServer server, WarmPages pages, TimeProvider clock, ILogger<WarmServer> logger) : IServer
{
    private const string Visitor = "warm-up";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly string[] Paths = ["/account/sign-in", "/", "/_framework/blazor.web.js", "/api/v1/session"];

    public IFeatureCollection Features => server.Features;

    public async Task StartAsync<TContext>(IHttpApplication<TContext> application, CancellationToken cancellationToken)
        where TContext : notnull
    {
        using var patience = new CancellationTokenSource(Patience, clock);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);

        // What does not stop when its time is up keeps nobody from listening: it says by itself how it ends.
        await TryAsync(application, stop.Token).WaitAsync(stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellationToken.ThrowIfCancellationRequested();
        if (patience.IsCancellationRequested)
            logger.WarmUpGivenUp(Patience.TotalSeconds);
        await server.StartAsync(application, cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => server.StopAsync(cancellationToken);

    public void Dispose() => server.Dispose();

    private async Task TryAsync<TContext>(IHttpApplication<TContext> application, CancellationToken stop)
        where TContext : notnull
    {
        try
        {
            await WarmAsync(application, stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Whoever stopped it says so.
        }
        catch (Exception exception)
        {
            // A slower first page is all that it costs.
            logger.WarmUpFailed(exception.GetType().Name);
        }
    }

    private async Task WarmAsync<TContext>(IHttpApplication<TContext> application, CancellationToken cancellationToken)
        where TContext : notnull
    {
        var visitor = new ClaimsPrincipal(new ClaimsIdentity(
            [
                new(ClaimTypes.Name, Visitor), new(ClaimTypes.NameIdentifier, Visitor), new(new ClaimsIdentityOptions().SecurityStampClaimType, Visitor),
                new(ClaimTypes.Role, PortalRoles.Viewer),
            ],
            Visitor));
        if (!await pages.RenderAsync(visitor, cancellationToken))
            return;
        foreach (var path in Paths)
            await AskAsync(application, path, visitor, cancellationToken);
    }

    // As a server does, but without a network; what is answered goes nowhere.
    private static async Task AskAsync<TContext>(
        IHttpApplication<TContext> application, string path, ClaimsPrincipal visitor, CancellationToken cancellationToken)
        where TContext : notnull
    {
        cancellationToken.ThrowIfCancellationRequested();
        var http = new DefaultHttpContext { User = visitor, RequestAborted = cancellationToken };
        http.Request.Method = HttpMethods.Get;
        http.Request.Scheme = Uri.UriSchemeHttp;
        http.Request.Host = new("localhost");
        http.Request.Path = path;
        http.Request.Headers.Accept = "text/html";
        var context = application.CreateContext(http.Features);
        try
        {
            await application.ProcessRequestAsync(context);
        }
        finally
        {
            application.DisposeContext(context, null);
        }
    }
}
