using System.Buffers.Binary;
using System.Text;

namespace SysCsv.Transports.AzureServiceBus.Tests.Double;

/// <summary>A described value, such as a performative: a code and its fields.</summary>
internal sealed record Described(ulong Code, object? Value);

/// <summary>
/// Reads the encoding of AMQP 1.0 by code of its own, to see what a client really sent, and makes string keys of maps symbols:
/// the official client for JavaScript sends them, the service takes them, and the library of the double would close the connection.
/// </summary>
internal ref struct PerformativeReader(Span<byte> frame)
{
    private const byte StringShort = 0xA1;
    private const byte StringLong = 0xB1;
    private const byte StringToSymbol = 2;

    private readonly Span<byte> _frame = frame;
    private int _at;

    public object? Read()
    {
        var code = _frame[_at++];
        if (code == 0x00)
        {
            var descriptor = Read();
            return new Described(descriptor is ulong number ? number : 0, Read());
        }

        return (code >> 4) switch
        {
            0x4 => Constant(code),
            0x5 when code == 0x56 => Take(1)[0] != 0,
            0x5 => (ulong)Take(1)[0],
            0x6 => (ulong)BinaryPrimitives.ReadUInt16BigEndian(Take(2)),
            0x7 => (ulong)BinaryPrimitives.ReadUInt32BigEndian(Take(4)),
            0x8 => BinaryPrimitives.ReadUInt64BigEndian(Take(8)),
            0x9 => new Guid(Take(16), bigEndian: true),
            0xA => Variable(code, Take(Take(1)[0])),
            0xB => Variable(code, Take((int)BinaryPrimitives.ReadUInt32BigEndian(Take(4)))),
            0xC => Compound(code, Take(1)[0], Take(1)[0]),
            0xD => Compound(code, (int)BinaryPrimitives.ReadUInt32BigEndian(Take(4)), (int)BinaryPrimitives.ReadUInt32BigEndian(Take(4))),
            0xE => Array(Take(Take(1)[0])),
            0xF => Array(Take((int)BinaryPrimitives.ReadUInt32BigEndian(Take(4)))),
            _ => throw new FormatException($"0x{code:x2} begins no value."),
        };
    }

    private Span<byte> Take(int count)
    {
        var taken = _frame.Slice(_at, count);
        _at += count;
        return taken;
    }

    private static object? Constant(byte code) => code switch
    {
        0x40 => null,
        0x41 => true,
        0x42 => false,
        0x45 => System.Array.Empty<object?>(),
        _ => 0UL,
    };

    private static object Variable(byte code, ReadOnlySpan<byte> bytes) =>
        (code & 0x0F) == 0 ? bytes.ToArray() : Encoding.UTF8.GetString(bytes);

    private static byte[] Array(ReadOnlySpan<byte> bytes) => bytes.ToArray();

    private object Compound(byte code, int size, int count)
    {
        _ = size;
        if ((code & 0x0F) == 0)
        {
            var list = new object?[count];
            for (var i = 0; i < count; i++)
                list[i] = Read();
            return list;
        }

        var map = new Dictionary<string, object?>(StringComparer.Ordinal);
        for (var i = 0; i < count / 2; i++)
        {
            if (_frame[_at] is StringShort or StringLong)
                _frame[_at] += StringToSymbol;
            var key = Read();
            map[key?.ToString() ?? ""] = Read();
        }

        return map;
    }
}
