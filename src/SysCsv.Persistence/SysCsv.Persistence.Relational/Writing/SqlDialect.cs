using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using SysCsv.Imports;
using SysCsv.Persistence.Relational.Model;

namespace SysCsv.Persistence.Relational.Writing;

/// <summary>What PostgreSQL and SQLite say in the same words, on the context's connection and past EF Core.</summary>
internal abstract class SqlDialect : UpsertDialect
{
    private const string SaveImport = """
        INSERT INTO imports (id, policy, state, file_name, columns, records, inserted, updated, duplicate, rejected, failed, first_seen)
        VALUES (@id, @policy, 0, @file_name, @columns, @records, @inserted, @updated, @duplicate, @rejected, @failed, @now)
        ON CONFLICT (id) DO UPDATE SET
            file_name = COALESCE(imports.file_name, excluded.file_name),
            columns = COALESCE(imports.columns, excluded.columns),
            records = COALESCE(imports.records, excluded.records),
            inserted = imports.inserted + excluded.inserted,
            updated = imports.updated + excluded.updated,
            duplicate = imports.duplicate + excluded.duplicate,
            rejected = imports.rejected + excluded.rejected,
            failed = imports.failed + excluded.failed;
        UPDATE imports SET state = 1, completed = @now
        WHERE id = @id AND state = 0 AND records = inserted + updated + duplicate + rejected + failed
        RETURNING id;
        """;

    // The import brings nothing itself; another one took over what it counted for.
    private const string MoveCounts = """
        UPDATE imports SET inserted = inserted + @inserted, updated = updated + @updated, duplicate = duplicate + @duplicate
        WHERE id = @id;
        """;

    public override async Task<IReadOnlyList<ImportId>> SaveImportsAsync(
        SysCsvDbContext context, IReadOnlyList<ImportChange> changes, DateTime now, CancellationToken cancellationToken)
    {
        var completed = new List<ImportId>();
        foreach (var change in changes)
        {
            await using var command = Command(context, change.Policy is null ? MoveCounts : SaveImport);
            AddParameters(command, change, now);
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            if (await reader.ReadAsync(cancellationToken))
                completed.Add(change.Id);
        }

        return completed;
    }

    public override async Task<RunningImports> ReadImportsAsync(
        SysCsvDbContext context, IReadOnlyCollection<ImportId> imports, CancellationToken cancellationToken)
    {
        await using var command = Command(context, "");
        var names = imports.Select((import, i) => Add(command, $"@p{i}", Id(import)).ParameterName).ToList();
        command.CommandText = $"""
            SELECT id FROM imports WHERE state = 0 ORDER BY id LIMIT 1;
            SELECT id, policy FROM imports WHERE id IN ({string.Join(", ", names)});
            """;
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        ImportId? first = await reader.ReadAsync(cancellationToken) ? ReadId(reader, 0) : null;
        await reader.NextResultAsync(cancellationToken);
        var policies = new Dictionary<ImportId, DuplicatePolicy>();
        while (await reader.ReadAsync(cancellationToken))
            policies[ReadId(reader, 0)] = (DuplicatePolicy)reader.GetInt32(1);
        return new(first, policies);
    }

    /// <summary>A command in the context's transaction.</summary>
    protected static DbCommand Command(SysCsvDbContext context, string text)
    {
        var command = context.Database.GetDbConnection().CreateCommand();
        command.Transaction = context.Database.CurrentTransaction?.GetDbTransaction();
        command.CommandText = text;
        return command;
    }

    protected static DbParameter Add(DbCommand command, string name, object? value = null)
    {
        var parameter = command.CreateParameter();
        parameter.ParameterName = name;
        parameter.Value = value ?? DBNull.Value;
        command.Parameters.Add(parameter);
        return parameter;
    }

    /// <summary>An import id as the driver takes it.</summary>
    protected abstract object Id(ImportId import);

    protected abstract ImportId ReadId(DbDataReader reader, int ordinal);

    /// <summary>A parameter of type text, which can be null.</summary>
    protected abstract void AddText(DbCommand command, string name, string? value);

    /// <summary>A parameter of type bigint, which can be null.</summary>
    protected abstract void AddNumber(DbCommand command, string name, long? value);

    private void AddParameters(DbCommand command, ImportChange change, DateTime now)
    {
        Add(command, "@id", Id(change.Id));
        Add(command, "@inserted", change.Counts.Inserted);
        Add(command, "@updated", change.Counts.Updated);
        Add(command, "@duplicate", change.Counts.Duplicate);
        if (change.Policy is not { } policy)
            return;

        Add(command, "@rejected", change.Counts.Rejected);
        Add(command, "@failed", change.Counts.Failed);
        Add(command, "@policy", (int)policy);
        Add(command, "@now", now);
        AddText(command, "@file_name", change.FileName);
        AddText(command, "@columns", change.Columns);
        AddNumber(command, "@records", change.Records);
    }
}
