using Bunit;
using SysCsv.Portal.Components.Shared;

namespace SysCsv.Portal.Tests.Components;

public sealed class CountsBarTests : BunitContext
{
    [Fact]
    public void Segments_are_as_long_as_their_counts_and_the_rest_stays_open()
    {
        var bar = Render<CountsBar>(parameters => parameters.Add(shown => shown.Counts, new(10, 0, 5, 1, 0)).Add(shown => shown.Expected, 20));

        var segments = bar.FindAll(".sc-counts-bar span").Select(segment => segment.GetAttribute("style"));
        Assert.Equal(["flex-grow:10", "flex-grow:5", "flex-grow:1", "flex-grow:4"], segments);
    }

    [Fact]
    public void Legend_holds_every_exact_number()
    {
        var bar = Render<CountsBar>(parameters => parameters.Add(shown => shown.Counts, new(1_234_567, 0, 5, 1, 0)));

        Assert.Equal(["1,234,567", "0", "5", "1", "0"], bar.FindAll("dd").Select(number => number.TextContent));
    }
}
