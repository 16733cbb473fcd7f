using Microsoft.Data.SqlClient;
using SysCsv.Persistence.Relational.Model;

namespace SysCsv.Persistence.SqlServer;

/// <summary>Contacts as <see cref="SqlServerSql.LockContacts"/> gives them.</summary>
internal static class ContactRows
{
    public static ContactRow Read(SqlDataReader reader) => new()
    {
        Id = reader.GetInt64(0),
        NormalizedEmail = reader.GetString(1),
        Email = reader.GetString(2),
        Name = reader.IsDBNull(3) ? null : reader.GetString(3),
        NameKey = reader.GetString(4),
        Attributes = reader.GetString(5),
        CreatedImport = reader.GetId(6).Value,
        CreatedRow = reader.GetInt64(7),
        ChangedImport = reader.GetId(8).Value,
        ChangedRow = reader.GetInt64(9),
        Created = DateTime.SpecifyKind(reader.GetDateTime(10), DateTimeKind.Utc),
        Changed = DateTime.SpecifyKind(reader.GetDateTime(11), DateTimeKind.Utc),
        Layers = reader.IsDBNull(12) ? null : reader.GetString(12),
    };
}
