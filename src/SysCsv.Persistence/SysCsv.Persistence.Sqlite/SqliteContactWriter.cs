using System.Data.Common;
using System.Globalization;
using SysCsv.Persistence.Relational.Model;

namespace SysCsv.Persistence.Sqlite;

/// <summary>Writes contacts with one prepared statement.</summary>
internal sealed class SqliteContactWriter(DbCommand command) : IDisposable
{
    // The form that the driver gives a DateTime, so that EF Core reads it.
    private const string TimeFormat = "yyyy-MM-dd HH:mm:ss.FFFFFFF";

    private readonly PreparedStatement _statement = new(
        command,
        "@id", "@normalized_email", "@email", "@name", "@name_key", "@attributes",
        "@created_import", "@created_row", "@changed_import", "@changed_row", "@now", "@layers");

    private (Guid Id, string Text) _import;
    private (DateTime Time, string Text) _time = (default, "");

    public int Write(ContactRow contact) => _statement.Execute(
        contact.Id, contact.NormalizedEmail, contact.Email, contact.Name, contact.NameKey, contact.Attributes,
        Text(contact.CreatedImport), contact.CreatedRow, Text(contact.ChangedImport), contact.ChangedRow, Text(contact.Changed), contact.Layers);

    public void Dispose() => _statement.Dispose();

    private string Text(Guid import)
    {
        if (_import.Text is null || _import.Id != import)
            _import = (import, import.ToString("D"));
        return _import.Text;
    }

    private string Text(DateTime time)
    {
        if (_time.Time != time)
            _time = (time, time.ToString(TimeFormat, CultureInfo.InvariantCulture));
        return _time.Text;
    }
}
