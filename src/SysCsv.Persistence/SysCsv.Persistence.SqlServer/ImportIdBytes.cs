using System.Diagnostics.CodeAnalysis;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace SysCsv.Persistence.SqlServer;

/// <summary>An import id as its 16 bytes, the highest first: ordered as bytes are, it is ordered as imports are.</summary>
[SuppressMessage("Performance", "CA1812", Justification = "EF Core creates it.")]
internal sealed class ImportIdBytes() : ValueConverter<Guid, byte[]>(id => ToBytes(id), bytes => FromBytes(bytes))
{
    public static byte[] ToBytes(Guid id) => id.ToByteArray(bigEndian: true);

    public static Guid FromBytes(byte[] bytes) => new(bytes, bigEndian: true);
}
