using System.Collections;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;

namespace SysCsv.Persistence.SqlServer.Tests.OneRow;

/// <summary>An answer of <see cref="OneRowServer"/>: each column has a value of the type that is read.</summary>
[SuppressMessage("Design", "CA1010", Justification = "The base class is not generic.")]
internal sealed class OneRowReader(int rows) : DbDataReader
{
    private const int ManyColumns = 64;

    private int _row = -1;

    public override int Depth => 0;

    public override int FieldCount => ManyColumns;

    public override bool HasRows => rows > 0;

    public override bool IsClosed => false;

    public override int RecordsAffected => rows;

    public override object this[int ordinal] => GetValue(ordinal);

    public override object this[string name] => GetString(0);

    public override bool Read() => ++_row < rows;

    public override bool NextResult() => false;

    public override bool IsDBNull(int ordinal) => false;

    public override bool GetBoolean(int ordinal) => false;

    public override byte GetByte(int ordinal) => 1;

    public override long GetBytes(int ordinal, long dataOffset, byte[]? buffer, int bufferOffset, int length) => 0;

    public override char GetChar(int ordinal) => 'x';

    public override long GetChars(int ordinal, long dataOffset, char[]? buffer, int bufferOffset, int length) => 0;

    public override string GetDataTypeName(int ordinal) => "nvarchar";

    public override DateTime GetDateTime(int ordinal) => new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    public override decimal GetDecimal(int ordinal) => 1;

    public override double GetDouble(int ordinal) => 1;

    public override IEnumerator GetEnumerator() => new DbEnumerator(this);

    public override Type GetFieldType(int ordinal) => typeof(string);

    public override float GetFloat(int ordinal) => 1;

    public override Guid GetGuid(int ordinal) => Guid.Parse(GetString(ordinal));

    public override short GetInt16(int ordinal) => 1;

    public override int GetInt32(int ordinal) => 1;

    public override long GetInt64(int ordinal) => 1;

    public override string GetName(int ordinal) => $"column{ordinal}";

    public override int GetOrdinal(string name) => 0;

    // An id, since that is what most texts are which are read as something else.
    public override string GetString(int ordinal) => "019ab1c2-7d00-7000-8000-000000000001";

    public override object GetValue(int ordinal) => GetString(ordinal);

    public override int GetValues(object[] values) => 0;

    public override T GetFieldValue<T>(int ordinal) => typeof(T) switch
    {
        var type when type == typeof(byte[]) => (T)(object)new byte[16],
        var type when type == typeof(DateTimeOffset) => (T)(object)new DateTimeOffset(GetDateTime(ordinal)),
        _ => base.GetFieldValue<T>(ordinal),
    };
}
