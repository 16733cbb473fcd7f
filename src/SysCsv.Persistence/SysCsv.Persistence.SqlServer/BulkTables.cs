using SysCsv.Imports;
using SysCsv.Persistence.Relational.Model;
using static SysCsv.Persistence.SqlServer.SqlServerTypes;

namespace SysCsv.Persistence.SqlServer;

/// <summary>The temporary tables of a batch.</summary>
internal static class BulkTables
{
    public static readonly BulkTable<ContactRow> NewContacts = new(
        "#new_contacts", "normalized_email", [new("normalized_email", NotNull(EmailKey), row => row.NormalizedEmail), .. ContactData()]);

    public static readonly BulkTable<ContactRow> ChangedContacts = new(
        "#changed_contacts", "id", [new("id", NotNull(Number), row => row.Id), .. ContactData(), new("changed", "datetime2(6) NOT NULL", row => row.Changed)]);

    public static readonly BulkTable<string> ContactKeys = new(
        "#contact_keys", "normalized_email", new BulkColumn<string>("normalized_email", NotNull(EmailKey), key => key));

    public static readonly BulkTable<RowKey> FailedKeys = new(
        "#failed_keys", "import_id, [row]", [.. Key<RowKey>(key => key)]);

    public static readonly BulkTable<RejectedRow> RejectedRows = new(
        "#rejected_rows",
        "import_id, [row]",
        [
            .. Key<RejectedRow>(row => row.Key),
            new("line", NotNull(Number), row => row.Line),
            new("reason", NotNull(Text), row => row.Reason),
            new("detail", Null(Text), row => row.Detail),
            new("raw_text", NotNull(Text), row => row.RawText),
        ]);

    public static readonly BulkTable<FailedRow> FailedRows = new(
        "#failed_rows",
        "import_id, [row]",
        [
            .. Key<FailedRow>(row => row.Key),
            new("line", NotNull(Number), row => row.Line),
            new("reason", NotNull(Text), row => row.Reason),
            new("raw_text", NotNull(Text), row => row.RawText),
        ]);

    private static BulkColumn<ContactRow>[] ContactData() =>
    [
        new("email", NotNull(Text), row => row.Email),
        new("name", Null(Text), row => row.Name),
        new("name_key", NotNull(SortKey), row => row.NameKey),
        new("attributes", NotNull(Text), row => row.Attributes),
        new("created_import", NotNull(Id), row => ImportIdBytes.ToBytes(row.CreatedImport)),
        new("created_row", NotNull(Number), row => row.CreatedRow),
        new("changed_import", NotNull(Id), row => ImportIdBytes.ToBytes(row.ChangedImport)),
        new("changed_row", NotNull(Number), row => row.ChangedRow),
        new("layers", Null(Text), row => row.Layers),
    ];

    private static BulkColumn<TRow>[] Key<TRow>(Func<TRow, RowKey> keyOf) =>
    [
        new("import_id", NotNull(Id), row => ImportIdBytes.ToBytes(keyOf(row).Import.Value)),
        new("[row]", NotNull(Number), row => keyOf(row).Row),
    ];

    private static string NotNull(string type) => $"{type} NOT NULL";

    private static string Null(string type) => $"{type} NULL";
}
