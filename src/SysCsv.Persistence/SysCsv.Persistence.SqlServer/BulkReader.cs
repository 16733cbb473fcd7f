using System.Collections;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;

namespace SysCsv.Persistence.SqlServer;

/// <summary>Rows as a bulk copy reads them: one at a time, without a table of them in between.</summary>
[SuppressMessage("Design", "CA1010", Justification = "The base class is not generic.")]
internal sealed class BulkReader<TRow>(IReadOnlyList<TRow> rows, BulkColumn<TRow>[] columns) : DbDataReader
{
    private int _row = -1;

    public override int FieldCount => columns.Length;

    public override bool HasRows => rows.Count > 0;

    public override int Depth => 0;

    public override bool IsClosed => false;

    public override int RecordsAffected => -1;

    public override object this[int ordinal] => GetValue(ordinal);

    public override object this[string name] => GetValue(GetOrdinal(name));

    public override bool Read() => ++_row < rows.Count;

    public override bool NextResult() => false;

    public override object GetValue(int ordinal) => columns[ordinal].Value(rows[_row]) ?? DBNull.Value;

    public override bool IsDBNull(int ordinal) => GetValue(ordinal) is DBNull;

    public override string GetName(int ordinal) => columns[ordinal].Name;

    public override int GetOrdinal(string name) => Array.FindIndex(columns, column => column.Name == name);

    public override Type GetFieldType(int ordinal) => typeof(object);

    public override string GetDataTypeName(int ordinal) => columns[ordinal].Type;

    public override int GetValues(object[] values)
    {
        var count = Math.Min(values.Length, columns.Length);
        for (var i = 0; i < count; i++)
            values[i] = GetValue(i);
        return count;
    }

    public override bool GetBoolean(int ordinal) => (bool)GetValue(ordinal);

    public override byte GetByte(int ordinal) => (byte)GetValue(ordinal);

    public override char GetChar(int ordinal) => (char)GetValue(ordinal);

    public override DateTime GetDateTime(int ordinal) => (DateTime)GetValue(ordinal);

    public override decimal GetDecimal(int ordinal) => (decimal)GetValue(ordinal);

    public override double GetDouble(int ordinal) => (double)GetValue(ordinal);

    public override float GetFloat(int ordinal) => (float)GetValue(ordinal);

    public override Guid GetGuid(int ordinal) => (Guid)GetValue(ordinal);

    public override short GetInt16(int ordinal) => (short)GetValue(ordinal);

    public override int GetInt32(int ordinal) => (int)GetValue(ordinal);

    public override long GetInt64(int ordinal) => (long)GetValue(ordinal);

    public override string GetString(int ordinal) => (string)GetValue(ordinal);

    // For values in parts, which no column here has.
    public override long GetBytes(int ordinal, long dataOffset, byte[]? buffer, int bufferOffset, int length) => throw new NotSupportedException();

    public override long GetChars(int ordinal, long dataOffset, char[]? buffer, int bufferOffset, int length) => throw new NotSupportedException();

    public override IEnumerator GetEnumerator() => new DbEnumerator(this);
}
