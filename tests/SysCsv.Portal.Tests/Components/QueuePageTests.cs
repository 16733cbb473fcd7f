using Bunit;
using Microsoft.Extensions.DependencyInjection;
using SysCsv.Portal.Components.Pages.Queue;
using SysCsv.Portal.Queue;
using SysCsv.Portal.Security;
using SysCsv.Portal.Tests.Components.Fakes;
using SysCsv.Transports;

namespace SysCsv.Portal.Tests.Components;

public sealed class QueuePageTests : PageTest
{
    public QueuePageTests()
    {
        Services.AddSingleton<IDeadLetterQueue>(new FakeDeadLetters());
        Services.AddSingleton<IAuditTrail>(new FakeAudit());
        Services.AddSingleton<DeadLetterService>();
    }

    [Theory]
    [InlineData(0.4, "< 1 s in the queue")]
    [InlineData(45.0, "45 s in the queue")]
    [InlineData(200.0, "3 min in the queue")]
    [InlineData(3 * 3_600.0, "3 h in the queue")]
    [InlineData(3 * 86_400.0, "3 days in the queue")]
    [InlineData(0.0, "– nothing waits")]
    [InlineData(null, "– the broker does not tell")]
    public void Age_of_the_oldest_message_is_said_in_words(double? seconds, string words)
    {
        Feed.Current = Sample.Snapshot with
        {
            Depth = new QueueDepth(1, null, 0, 1) { OldestAge = seconds is { } known ? TimeSpan.FromSeconds(known) : null },
        };

        Assert.Contains($"Oldest message {words}", Tiles());
    }

    [Fact]
    public void What_the_broker_does_not_tell_is_not_said()
    {
        Feed.Current = Sample.Snapshot with { Depth = new QueueDepth(1, null, 0, null) };

        var tiles = Tiles();

        Assert.Contains("In process – the broker does not tell", tiles);
        Assert.Contains("Dead letters 0 nothing needs repair", tiles);
        Assert.Contains("Consumers – the broker does not tell", tiles);
    }

    [Fact]
    public void Nothing_is_said_of_the_queue_while_the_broker_is_away()
    {
        Feed.Current = Sample.Snapshot with { Depth = null, Broker = new("Broker", false, "It does not answer.") };

        Assert.Equal(
            ["Waiting – The broker does not answer", "Oldest message – not known", "In process – not known", "Dead letters – not known", "Consumers – not known"], Tiles());
    }

    private List<string> Tiles() => [.. Show<QueuePage>().FindAll(".sc-tile").Select(tile => string.Join(' ', tile.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)))];
}
