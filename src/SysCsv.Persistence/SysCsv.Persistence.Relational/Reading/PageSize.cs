namespace SysCsv.Persistence.Relational.Reading;

/// <summary>How much may be asked for at once.</summary>
internal static class PageSize
{
    private const int Most = 1000;

    public static void Check(int size, int most = Most)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(size, most);
    }
}
