namespace SysCsv.Portal.Storage;

/// <summary>How often the portal looks, and how long it trusts another host.</summary>
internal sealed class PortalTiming
{
    private static readonly TimeSpan LongestRenew = TimeSpan.FromSeconds(2);

    /// <summary>The timing that the options ask for.</summary>
    public static PortalTiming Of(PortalOptions options)
    {
        var renew = options.SendingLease / 5;
        return new() { Lease = options.SendingLease, Renew = renew < LongestRenew ? renew : LongestRenew };
    }

    /// <summary>How long an import is one publisher's without a sign of life.</summary>
    public TimeSpan Lease { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>How often a publisher gives a sign of life, and learns what was asked on another host.</summary>
    public TimeSpan Renew { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How often an idle publisher looks for what another host accepted or left behind.</summary>
    public TimeSpan Poll { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How long a publisher leaves an import alone that could not be sent.</summary>
    public TimeSpan Retry { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How often a publisher that is far enough ahead asks how far the consumers are.</summary>
    public TimeSpan Pace { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>How often the staging folder is swept.</summary>
    public TimeSpan Sweep { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>How old a file without a row has to be to be left over from a crash.</summary>
    public TimeSpan Leftover { get; init; } = TimeSpan.FromHours(1);

    /// <summary>How often what goes on is read while somebody watches.</summary>
    public TimeSpan Feed { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How often the queue's depth is written down.</summary>
    public TimeSpan Sample { get; init; } = TimeSpan.FromSeconds(10);
}
