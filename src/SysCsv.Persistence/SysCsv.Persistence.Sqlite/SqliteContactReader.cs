using System.Data.Common;
using SysCsv.Persistence.Relational.Model;

namespace SysCsv.Persistence.Sqlite;

/// <summary>Reads a contact as <see cref="SqliteSql.ReadContact"/> selects it.</summary>
internal static class SqliteContactReader
{
    public static ContactRow Read(DbDataReader reader, string normalizedEmail) => new()
    {
        Id = reader.GetInt64(0),
        NormalizedEmail = normalizedEmail,
        Email = reader.GetString(1),
        Name = reader.IsDBNull(2) ? null : reader.GetString(2),
        NameKey = reader.GetString(3),
        Attributes = reader.GetString(4),
        CreatedImport = Guid.ParseExact(reader.GetString(5), "D"),
        CreatedRow = reader.GetInt64(6),
        ChangedImport = Guid.ParseExact(reader.GetString(7), "D"),
        ChangedRow = reader.GetInt64(8),
        Created = reader.GetDateTime(9),
        Changed = reader.GetDateTime(10),
        Layers = reader.IsDBNull(11) ? null : reader.GetString(11),
    };
}
