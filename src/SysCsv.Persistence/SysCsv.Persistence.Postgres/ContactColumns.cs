using System.Data.Common;
using Npgsql;
using SysCsv.Persistence.Relational.Model;

namespace SysCsv.Persistence.Postgres;

/// <summary>Contacts as one array for each column.</summary>
internal static class ContactColumns
{
    public static void Add(NpgsqlBatchCommand command, IReadOnlyList<ContactRow> contacts)
    {
        var parameters = command.Parameters;
        parameters.AddWithValue("email", Column(contacts, row => row.Email));
        parameters.AddWithValue("name", Column(contacts, row => row.Name));
        parameters.AddWithValue("name_key", Column(contacts, row => row.NameKey));
        parameters.AddWithValue("attributes", Column(contacts, row => row.Attributes));
        parameters.AddWithValue("created_import", Column(contacts, row => row.CreatedImport));
        parameters.AddWithValue("created_row", Column(contacts, row => row.CreatedRow));
        parameters.AddWithValue("changed_import", Column(contacts, row => row.ChangedImport));
        parameters.AddWithValue("changed_row", Column(contacts, row => row.ChangedRow));
        parameters.AddWithValue("layers", Column(contacts, row => row.Layers));
    }

    public static ContactRow Read(DbDataReader reader) => new()
    {
        Id = reader.GetInt64(0),
        NormalizedEmail = reader.GetString(1),
        Email = reader.GetString(2),
        Name = reader.IsDBNull(3) ? null : reader.GetString(3),
        NameKey = reader.GetString(4),
        Attributes = reader.GetString(5),
        CreatedImport = reader.GetGuid(6),
        CreatedRow = reader.GetInt64(7),
        ChangedImport = reader.GetGuid(8),
        ChangedRow = reader.GetInt64(9),
        Created = reader.GetDateTime(10),
        Changed = reader.GetDateTime(11),
        Layers = reader.IsDBNull(12) ? null : reader.GetString(12),
    };

    public static T[] Column<TRow, T>(IReadOnlyList<TRow> rows, Func<TRow, T> value)
    {
        var column = new T[rows.Count];
        for (var i = 0; i < column.Length; i++)
            column[i] = value(rows[i]);
        return column;
    }
}
