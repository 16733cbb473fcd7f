using SysCsv.Transports.RabbitMq;
using SysCsv.Transports.RabbitMq.Receiving;

namespace SysCsv.Transports.Tests.RabbitMq.Receiving;

public sealed class UnsettledTagsTests
{
    private readonly UnsettledTags _tags = new();
    private readonly List<ulong> _singles = [];

    [Fact]
    public void Run_from_the_oldest_on_takes_one_frame()
    {
        Assert.Equal((3UL, 3), _tags.Settle([2, 1, 3], _singles));
        Assert.Equal((5UL, 2), _tags.Settle([4, 5], _singles));
        Assert.Empty(_singles);
    }

    [Fact]
    public void Behind_a_gap_each_takes_its_own()
    {
        Assert.Equal((1UL, 3), _tags.Settle([1, 3, 4], _singles));
        Assert.Equal([3UL, 4UL], _singles);
    }

    [Fact]
    public void Run_goes_on_behind_what_was_settled_before()
    {
        _tags.Settle([2, 3], _singles);
        _singles.Clear();

        Assert.Equal((4UL, 2), _tags.Settle([1, 4], _singles));
        Assert.Empty(_singles);
    }

    [Fact]
    public void Settled_twice_is_told()
    {
        _tags.Settle([1, 3], _singles);
        _singles.Clear();

        Assert.Equal((0UL, 0), _tags.Settle([1], _singles));
        Assert.Equal((0UL, 0), _tags.Settle([3], _singles));
        Assert.Empty(_singles);
    }
}
