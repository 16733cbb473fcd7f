using Npgsql;

namespace SysCsv.Faults.Setups;

/// <summary>Sessions that take every connection that a PostgreSQL server has, but for that of the test which watches.</summary>
internal sealed class Crowd
{
    /// <summary>The name of sessions that are let alone.</summary>
    public const string Watcher = "watcher";

    private const string TooManyConnections = "53300";

    private readonly List<NpgsqlConnection> _sessions = [];

    /// <summary>Takes all connections, ends the sessions of <paramref name="database"/>, and takes what they leave until none of them comes back.</summary>
    public async Task TakeAllAsync(string server, string database)
    {
        do
            while (await TryTakeAsync(server))
            {
                // Another one.
            }
        while (await EndSessionsAsync(database) > 0);
    }

    public async Task LeaveAsync()
    {
        foreach (var session in _sessions)
            await session.DisposeAsync();
        _sessions.Clear();
    }

    private async Task<bool> TryTakeAsync(string server)
    {
        var session = new NpgsqlConnection($"{server};Pooling=false");
        try
        {
            await session.OpenAsync();
            _sessions.Add(session);
            return true;
        }
        catch (PostgresException exception) when (exception.SqlState == TooManyConnections)
        {
            await session.DisposeAsync();
            return false;
        }
    }

    private async Task<long> EndSessionsAsync(string database)
    {
        await using var command = _sessions[0].CreateCommand();
        command.CommandText = "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = $1 AND application_name <> $2";
        command.Parameters.Add(new() { Value = database });
        command.Parameters.Add(new() { Value = Watcher });
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
