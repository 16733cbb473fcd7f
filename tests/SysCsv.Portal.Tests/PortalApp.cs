using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SysCsv.Portal.Host.Accounts;
using SysCsv.Portal.Security;

namespace SysCsv.Portal.Tests;

/// <summary>The real host on a server in memory, with a database and a queue of its own.</summary>
public sealed partial class PortalApp : IDisposable
{
    public const string Password = "correct horse battery";

    private readonly CapturedConsole _console = new();
    private readonly Microsoft.AspNetCore.Mvc.Testing.WebApplicationFactory<Program> _factory;

    public PortalApp(IReadOnlyDictionary<string, string?>? settings = null, Action<IServiceCollection>? services = null, string? folder = null)
    {
        Folder = folder ?? Directory.CreateTempSubdirectory("syscsv-portal").FullName;
        _factory = new Factory(builder => Configure(builder, settings, services));
    }

    public string Folder { get; }

    public CapturedLogs Logs { get; } = new();

    public IServiceProvider Services => _factory.Services;

    /// <summary>The links that were printed, as paths.</summary>
    public IReadOnlyList<string> SetUpLinks => _console.Links;

    public HttpClient Client(bool https = true)
    {
        var client = _factory.CreateDefaultClient(new Uri(https ? "https://localhost" : "http://localhost"), new CookieContainerHandler());
        client.DefaultRequestHeaders.Add("Accept", "text/html");
        return client;
    }

    /// <summary>A client without cookies or headers of its own.</summary>
    public HttpClient Bare() => _factory.CreateDefaultClient(new Uri("https://localhost"));

    public async Task<string> AddUserAsync(string role, string? name = null)
    {
        await using var scope = Services.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<PortalUser>>();
        var user = new PortalUser { UserName = name ?? $"{role}-{Guid.NewGuid():N}", Role = role, Created = TimeProvider.System.GetUtcNow() };
        Assert.True((await users.CreateAsync(user, Password)).Succeeded);
        return user.UserName!;
    }

    public async Task<string> IdOfAsync(string name)
    {
        await using var scope = Services.CreateAsyncScope();
        return (await scope.ServiceProvider.GetRequiredService<UserManager<PortalUser>>().FindByNameAsync(name))!.Id;
    }

    public async Task<HttpClient> SignedInAsync(string role)
    {
        var client = Client();
        using var answer = await SignInAsync(client, await AddUserAsync(role), Password);
        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        return client;
    }

    /// <summary>A program with an API key.</summary>
    public async Task<HttpClient> WithKeyAsync(string scope)
    {
        var made = await Services.GetRequiredService<IApiKeys>().CreateAsync(
            $"test {scope}", Enum.Parse<PortalRight>(scope, ignoreCase: true), new("test", null), CancellationToken.None);
        var client = Bare();
        client.DefaultRequestHeaders.Authorization = new("Bearer", made.Secret);
        return client;
    }

    public static async Task<HttpResponseMessage> SignInAsync(HttpClient client, string name, string password, string returnUrl = "/") =>
        await PostFormAsync(client, "/account/sign-in", "/account/sign-in", ("name", name), ("password", password), ("returnUrl", returnUrl));

    /// <summary>Opens a page and posts a form with its antiforgery token, as a browser does.</summary>
    public static async Task<HttpResponseMessage> PostFormAsync(HttpClient client, string page, string action, params (string Name, string Value)[] fields)
    {
        return await PostFormAsync(client, await FormTokenAsync(client, page), action, fields);
    }

    public static async Task<FormToken> FormTokenAsync(HttpClient client, string page) =>
        new(TokenField().Match(await client.GetStringAsync(page)).Groups["token"].Value);

    public static async Task<HttpResponseMessage> PostFormAsync(
        HttpClient client, FormToken token, string action, params (string Name, string Value)[] fields)
    {
        using var form = new FormUrlEncodedContent(
            [.. fields.Select(field => KeyValuePair.Create(field.Name, field.Value)), KeyValuePair.Create("__RequestVerificationToken", token.Value)]);
        return await client.PostAsync(action, form);
    }

    public void Dispose()
    {
        _factory.Dispose();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        if (Directory.Exists(Folder))
            Directory.Delete(Folder, recursive: true);
    }

    private void Configure(IWebHostBuilder builder, IReadOnlyDictionary<string, string?>? settings, Action<IServiceCollection>? services)
    {
        builder.UseEnvironment("Production");
        builder.UseSetting("SysCsv:DataFolder", Folder);
        builder.UseSetting("SysCsv:Portal:StagingFolder", Path.Combine(Folder, "uploads"));
        builder.UseSetting("SysCsv:Publisher:CheckpointFolder", Path.Combine(Folder, "checkpoints"));
        builder.UseSetting("SysCsv:Portal:RunConsumer", "false");
        builder.UseSetting("SysCsv:Portal:SignInsPerMinute", "1000");
        foreach (var (name, value) in settings ?? new Dictionary<string, string?>())
            builder.UseSetting(name, value);
        builder.ConfigureLogging(logging => logging.ClearProviders().AddProvider(Logs));
        builder.ConfigureTestServices(added =>
        {
            added.AddSingleton<SetUpConsole>(_console);
            services?.Invoke(added);
        });
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"(?<token>[^\"]+)\"")]
    private static partial Regex TokenField();

    /// <summary>What a form carries against forgery.</summary>
    public sealed record FormToken(string Value);

    private sealed class Factory(Action<IWebHostBuilder> configure) : WebApplicationFactory<Program>
    {
        protected override void ConfigureWebHost(IWebHostBuilder builder) => configure(builder);
    }

    private sealed class CapturedConsole : SetUpConsole
    {
        private readonly List<string> _links = [];

        public IReadOnlyList<string> Links
        {
            get
            {
                lock (_links)
                    return [.. _links];
            }
        }

        public override void Print(string link, TimeSpan lifetime)
        {
            lock (_links)
                _links.Add(link[link.IndexOf("/account/", StringComparison.Ordinal)..]);
        }
    }

    private sealed class CookieContainerHandler : DelegatingHandler
    {
        private readonly CookieContainer _cookies = new();

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (_cookies.GetCookieHeader(request.RequestUri!) is { Length: > 0 } header)
                request.Headers.Add("Cookie", header);
            var response = await base.SendAsync(request, cancellationToken);
            if (response.Headers.TryGetValues("Set-Cookie", out var cookies))
                foreach (var cookie in cookies)
                    _cookies.SetCookies(request.RequestUri!, cookie);
            return response;
        }
    }
}
