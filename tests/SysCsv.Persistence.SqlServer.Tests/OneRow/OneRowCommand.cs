using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Data.SqlClient;

namespace SysCsv.Persistence.SqlServer.Tests.OneRow;

/// <summary>A command of <see cref="OneRowServer"/>, with the parameters as the driver has them.</summary>
internal sealed class OneRowCommand(OneRowServer server) : DbCommand
{
    private readonly SqlCommand _command = new();

    [AllowNull]
    public override string CommandText
    {
        get => _command.CommandText;
        set => _command.CommandText = value;
    }

    public override int CommandTimeout { get; set; }

    public override CommandType CommandType { get; set; } = CommandType.Text;

    public override bool DesignTimeVisible { get; set; }

    public override UpdateRowSource UpdatedRowSource { get; set; }

    protected override DbConnection? DbConnection { get; set; }

    protected override DbParameterCollection DbParameterCollection => _command.Parameters;

    protected override DbTransaction? DbTransaction { get; set; }

    public override void Cancel()
    {
        // Nothing runs.
    }

    public override void Prepare()
    {
        // Nothing is prepared.
    }

    public override int ExecuteNonQuery()
    {
        server.Note(_command);
        return server.Rows;
    }

    // EF Core's history of migrations and its lock are asked for by a scalar: they are there.
    public override object? ExecuteScalar()
    {
        server.Note(_command);
        return 1;
    }

    protected override DbParameter CreateDbParameter() => _command.CreateParameter();

    protected override DbDataReader ExecuteDbDataReader(CommandBehavior behavior)
    {
        server.Note(_command);
        return new OneRowReader(server.Rows);
    }
}
