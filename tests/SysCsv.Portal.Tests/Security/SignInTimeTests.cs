using System.Net;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using SysCsv.Portal.Host.Accounts;

namespace SysCsv.Portal.Tests.Security;

/// <summary>What the time of a refused sign-in tells.</summary>
public sealed class SignInTimeTests : IDisposable
{
    private static readonly TimeSpan Least = TimeSpan.FromMilliseconds(400);

    private readonly Clock _clock = new();
    private readonly CountedHasher _hasher = new();
    private readonly PortalApp _app;

    public SignInTimeTests() =>
        _app = new(services: services => services.AddSingleton<TimeProvider>(_clock).AddSingleton<IPasswordHasher<PortalUser>>(_hasher));

    [Theory]
    [InlineData("unknown")]
    [InlineData("wrong password")]
    [InlineData("locked")]
    public async Task Every_refusal_costs_one_hash_and_comes_no_sooner_than_any_other(string why)
    {
        var name = await _app.AddUserAsync("viewer");
        if (why == "locked")
            await LockAsync(name);
        using var client = _app.Client();
        var token = await PortalApp.FormTokenAsync(client, "/account/sign-in");
        _hasher.Count = 0;

        var answering = PortalApp.PostFormAsync(client, token, "/account/sign-in", ("name", why == "unknown" ? "nobody" : name), ("password", "not the password"));
        await Task.WhenAny(answering, _clock.Waited).WaitAsync(TimeSpan.FromSeconds(60));
        var early = answering.IsCompleted;
        _clock.Advance(Least);
        using var answer = await answering.WaitAsync(TimeSpan.FromSeconds(60));

        Assert.False(early);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(1, _hasher.Count);
    }

    public void Dispose() => _app.Dispose();

    private async Task LockAsync(string name)
    {
        await using var scope = _app.Services.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<PortalUser>>();
        await users.SetLockoutEndDateAsync((await users.FindByNameAsync(name))!, TimeProvider.System.GetUtcNow().AddHours(1));
    }

    /// <summary>Stands, and tells when somebody waits for the time of a refusal.</summary>
    private sealed class Clock() : FakeTimeProvider(System.GetUtcNow())
    {
        private readonly TaskCompletionSource _waited = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Waited => _waited.Task;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var timer = base.CreateTimer(callback, state, dueTime, period);
            if (dueTime == Least)
                _waited.TrySetResult();
            return timer;
        }
    }

    private sealed class CountedHasher : IPasswordHasher<PortalUser>
    {
        private readonly PasswordHasher<PortalUser> _inner = new();

        public int Count { get; set; }

        public string HashPassword(PortalUser user, string password)
        {
            Count++;
            return _inner.HashPassword(user, password);
        }

        public PasswordVerificationResult VerifyHashedPassword(PortalUser user, string hashedPassword, string providedPassword)
        {
            Count++;
            return _inner.VerifyHashedPassword(user, hashedPassword, providedPassword);
        }
    }
}
