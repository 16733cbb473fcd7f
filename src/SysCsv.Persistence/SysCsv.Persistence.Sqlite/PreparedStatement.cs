using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace SysCsv.Persistence.Sqlite;

/// <summary>A statement that is prepared once and run for each row of a batch.</summary>
internal sealed class PreparedStatement : IDisposable
{
    private readonly DbCommand _command;
    private readonly SqliteParameter[] _parameters;

    public PreparedStatement(DbCommand command, params string[] parameters)
    {
        _command = command;
        _parameters = Array.ConvertAll(parameters, name => new SqliteParameter(name, null));
        _command.Parameters.AddRange(_parameters);
        _command.Prepare();
    }

    /// <summary>Runs the statement and returns the number of rows it touched.</summary>
    public int Execute(params ReadOnlySpan<object?> values)
    {
        Bind(values);
        return _command.ExecuteNonQuery();
    }

    public DbDataReader Read(params ReadOnlySpan<object?> values)
    {
        Bind(values);
        return _command.ExecuteReader();
    }

    public void Dispose() => _command.Dispose();

    private void Bind(ReadOnlySpan<object?> values)
    {
        for (var i = 0; i < values.Length; i++)
            _parameters[i].Value = values[i] ?? DBNull.Value;
    }
}
