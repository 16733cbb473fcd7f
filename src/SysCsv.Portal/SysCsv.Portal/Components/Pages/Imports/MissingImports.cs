using SysCsv.Portal.Queue;

namespace SysCsv.Portal.Components.Pages.Imports;

/// <summary>When a page asks again for imports that the snapshot does not list: at once where they have ended, now and then where they may just be left out.</summary>
internal sealed class MissingImports
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);
    private DateTimeOffset _asked;

    /// <summary>Whether it is time; if so, it is not again for a while.</summary>
    public bool AreToBeRead(PortalSnapshot snapshot)
    {
        if (!snapshot.ListsAll && snapshot.At - _asked < Pause)
            return false;
        _asked = snapshot.At;
        return true;
    }
}
