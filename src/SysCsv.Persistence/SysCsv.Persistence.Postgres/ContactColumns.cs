using System.Data.Common;
using Npgsql;
using SysCsv.Persistence.Relational.Model;

namespace SysCsv.Persistence.Postgres;

/// <summary>Contacts as one array for each column.</summary>
internal static class ContactColumns
{
    public static void AddData(NpgsqlBatchCommand command, IReadOnlyList<ContactRow> contacts)
    {
        var parameters = command.Parameters;
        parameters.AddWithValue("email", Column(contacts, row => row.Email));
        parameters.AddWithValue("name", Column(contacts, row => row.Name));
        parameters.AddWithValue("name_key", Column(contacts, row => row.NameKey));
        parameters.AddWithValue("attributes", Column(contacts, row => row.Attributes));
    }

    /// <summary>Whether each contact is one row, and all rows are of one import: then <see cref="AddRow"/> says what <see cref="AddHistory"/> would.</summary>
    public static bool AreOfOneRow(IReadOnlyList<ContactRow> contacts)
    {
        var import = contacts[0].CreatedImport;
        return contacts.All(row => row.CreatedImport == import && row.ChangedImport == import && row.CreatedRow == row.ChangedRow && row.Layers is null);
    }

    public static void AddRow(NpgsqlBatchCommand command, IReadOnlyList<ContactRow> contacts)
    {
        command.Parameters.AddWithValue("import", contacts[0].CreatedImport);
        command.Parameters.AddWithValue("row", Column(contacts, row => row.CreatedRow));
    }

    public static void AddHistory(NpgsqlBatchCommand command, IReadOnlyList<ContactRow> contacts)
    {
        var parameters = command.Parameters;
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
