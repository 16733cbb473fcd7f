using Bunit;
using SysCsv.Portal.Components.Layout;
using SysCsv.Portal.Tests.Components.Fakes;

namespace SysCsv.Portal.Tests.Components;

public sealed class HealthNoticeTests : PageTest
{
    [Fact]
    public void Sends_a_picture_only_when_it_has_something_else_to_say()
    {
        Feed.Current = Sample.Snapshot;
        var notice = Render<HealthNotice>();
        var away = Sample.Snapshot with { Broker = new("RabbitMq", false, "The broker does not answer.") };

        Feed.Push(Sample.Snapshot);
        Feed.Push(Sample.Snapshot);
        Feed.Push(away);
        notice.WaitForAssertion(() => Assert.Contains("The broker does not answer.", notice.Markup));
        Feed.Push(away);
        Feed.Push(Sample.Snapshot);
        notice.WaitForAssertion(() => Assert.DoesNotContain("The broker does not answer.", notice.Markup));

        Assert.Equal(3, notice.RenderCount);
    }
}
