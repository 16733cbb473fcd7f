using System.Net;
using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace SysCsv.Portal.Tests.Mounting;

/// <summary>The portal inside an application that has pages, users and a policy of its own.</summary>
public sealed class MountingTests : IAsyncLifetime, IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("syscsv-mounted-");
    private WebApplication _app = null!;
    private HttpClient _client = null!;

    public async Task InitializeAsync()
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ApplicationName = "SysCsv.Portal.Host" });
        builder.WebHost.UseTestServer();
        builder.Logging.ClearProviders();
        builder.Services.AddAuthentication("test").AddScheme<AuthenticationSchemeOptions, HeaderAuthentication>("test", null);
        builder.Services.AddAuthorizationBuilder().AddPolicy("staff", policy => policy.RequireClaim("staff"));
        builder.Services
            .AddSysCsvPortal(options => (options.AuthorizationPolicy, options.StagingFolder) = ("staff", Path.Combine(_folder.FullName, "uploads")))
            .UseEmbeddedTransport(Path.Combine(_folder.FullName, "queue.db"))
            .UseSqlite($"Data Source={Path.Combine(_folder.FullName, "contacts.db")}");
        _app = builder.Build();
        _app.UseAuthentication();
        _app.UseAuthorization();
        _app.UseAntiforgery();
        _app.MapGet("/", () => "the application's own page");
        _app.MapSysCsvPortal("/crm/imports-desk");
        await _app.StartAsync();
        _client = _app.GetTestClient();
    }

    public async Task DisposeAsync()
    {
        _client.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
    }

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("/crm/imports-desk")]
    [InlineData("/crm/imports-desk/imports")]
    [InlineData("/crm/imports-desk/contacts")]
    public async Task Pages_are_found_under_the_path_and_refer_to_it(string path)
    {
        var page = await GetAsync(path, "staff");

        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        Assert.Contains("<base href=\"/crm/imports-desk/\"", await page.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Api_is_found_under_the_path()
    {
        Assert.Equal(HttpStatusCode.OK, (await GetAsync("/crm/imports-desk/api/v1/imports", "staff")).StatusCode);
    }

    [Theory]
    [InlineData("/crm/imports-desk")]
    [InlineData("/crm/imports-desk/api/v1/contacts")]
    public async Task Policy_of_the_application_decides(string path)
    {
        Assert.Equal(HttpStatusCode.Unauthorized, (await GetAsync(path, user: null)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await GetAsync(path, "visitor")).StatusCode);
    }

    [Fact]
    public async Task Pages_of_the_application_stay_as_they_are()
    {
        Assert.Equal("the application's own page", await (await GetAsync("/", user: null)).Content.ReadAsStringAsync());
    }

    private async Task<HttpResponseMessage> GetAsync(string path, string? user)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (user is not null)
            request.Headers.Add(HeaderAuthentication.Header, user);
        return await _client.SendAsync(request);
    }

    private sealed class HeaderAuthentication(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder)
        : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
    {
        public const string Header = "X-Test-User";

        protected override Task<AuthenticateResult> HandleAuthenticateAsync()
        {
            if (Request.Headers[Header].ToString() is not { Length: > 0 } user)
                return Task.FromResult(AuthenticateResult.NoResult());
            var identity = new ClaimsIdentity([new(ClaimTypes.Name, user), new(user, "yes")], Scheme.Name);
            return Task.FromResult(AuthenticateResult.Success(new(new(identity), Scheme.Name)));
        }
    }
}
