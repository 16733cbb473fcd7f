namespace SysCsv.Transports.Sqlite.Tables;

/// <summary>Neighbouring ids. What is delivered together has ids in a row, and SQLite deletes a range many times faster than each on its own.</summary>
internal readonly record struct IdRun(long First, long Last)
{
    public long Length => Last - First + 1;

    /// <summary>The ids in as few runs as there are, each id once.</summary>
    public static List<IdRun> Of(IEnumerable<long> ids)
    {
        var runs = new List<IdRun>();
        foreach (var id in ids.Order())
        {
            if (runs.Count > 0 && id <= runs[^1].Last + 1)
                runs[^1] = runs[^1] with { Last = id };
            else
                runs.Add(new IdRun(id, id));
        }

        return runs;
    }
}
