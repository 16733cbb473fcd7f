using SysCsv.Persistence;

namespace SysCsv.Faults.Setups;

/// <summary>A queue and a database of the test's own, that processes reach by settings.</summary>
public interface IFaultSetup : IAsyncLifetime
{
    /// <summary>Why the set-up can't be had here; null if it can.</summary>
    string? SkipReason { get; }

    /// <summary>What the Publisher and Consumer samples are configured by; a fresh queue and database each call.</summary>
    Task<IReadOnlyDictionary<string, string>> CreateAsync();

    /// <summary>Reads imports from the database that the last call created.</summary>
    IImportReader Imports { get; }

    /// <summary>Reads contacts from it.</summary>
    IContactReader Contacts { get; }

    /// <summary>Why no server can be killed; null where one can.</summary>
    string? RestartSkipReason { get; }

    /// <summary>The servers that can be killed, by name.</summary>
    IReadOnlyDictionary<string, Func<Task>> Restarts { get; }

    /// <summary>How the servers can be kept from working, by a name for it, and be let go on; none where there are only files.</summary>
    IReadOnlyDictionary<string, Outage> Outages { get; }
}
