namespace SysCsv.Transports.RabbitMq.Receiving;

/// <summary>Which deliveries of a channel are settled, so that a run of them from the oldest on takes one frame instead of one each.</summary>
internal sealed class UnsettledTags
{
    private readonly HashSet<ulong> _settledAhead = [];
    private ulong _oldest = 1;

    public bool Contains(ulong tag) => tag >= _oldest && !_settledAhead.Contains(tag);

    /// <summary>Marks deliveries as settled.</summary>
    /// <param name="tags">In any order.</param>
    /// <param name="singles">Receives the tags that need a frame of their own.</param>
    /// <returns>The tag up to which one frame settles everything, 0 if there is none; and how many tags were not settled before.</returns>
    public (ulong UpTo, int Count) Settle(IEnumerable<ulong> tags, List<ulong> singles)
    {
        var upTo = 0UL;
        var count = 0;
        foreach (var tag in tags.Order())
        {
            if (tag == _oldest)
            {
                upTo = tag;
                count++;
                _oldest++;
                while (_settledAhead.Remove(_oldest))
                    _oldest++;
            }
            else if (tag > _oldest && _settledAhead.Add(tag))
            {
                singles.Add(tag);
                count++;
            }
        }

        return (upTo, count);
    }
}
