namespace SysCsv.Portal.Browser;

/// <summary>Tests in a browser. The pages of a test are closed with it: one that stays open goes on asking the portal, and slows down what follows.</summary>
public abstract class BrowserTests(PortalFixture fixture) : IClassFixture<PortalFixture>, IAsyncLifetime
{
    protected PortalFixture Fixture { get; } = fixture;

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => Fixture.ClosePagesAsync();
}
