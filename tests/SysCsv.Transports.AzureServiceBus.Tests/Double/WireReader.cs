using System.Buffers.Binary;
using System.Text;

namespace SysCsv.Transports.AzureServiceBus.Tests.Double;

/// <summary>
/// Reads the encoding of AMQP 1.0 by code of its own, to see what a client really sent, and makes string keys of maps symbols:
/// the official client for JavaScript sends them, the service takes them, and the library of the double would close the connection.
/// </summary>
internal ref struct WireReader(Span<byte> bytes)
{
    private const byte StringShort = 0xA1;
    private const byte StringLong = 0xB1;
    private const byte StringToSymbol = 2;

    private readonly Span<byte> _bytes = bytes;

    /// <summary>How much has been read.</summary>
    public int Position { get; private set; }

    public WireValue Read()
    {
        var code = Take(1)[0];
        if (code != 0x00)
            return Read(code);
        var descriptor = Read();
        return Read() with { Descriptor = descriptor.Value };
    }

    private WireValue Read(byte code) => code switch
    {
        0x40 => new("null"),
        0x41 => new("boolean", true),
        0x42 => new("boolean", false),
        0x56 => new("boolean", Take(1)[0] != 0),
        0x43 => new("uint", 0UL),
        0x44 => new("ulong", 0UL),
        0x45 => new("list"),
        0x50 => new("ubyte", (ulong)Take(1)[0]),
        0x51 => new("byte", (long)(sbyte)Take(1)[0]),
        0x52 => new("uint", (ulong)Take(1)[0]),
        0x53 => new("ulong", (ulong)Take(1)[0]),
        0x54 => new("int", (long)(sbyte)Take(1)[0]),
        0x55 => new("long", (long)(sbyte)Take(1)[0]),
        0x60 => new("ushort", (ulong)BinaryPrimitives.ReadUInt16BigEndian(Take(2))),
        0x61 => new("short", (long)BinaryPrimitives.ReadInt16BigEndian(Take(2))),
        0x70 => new("uint", (ulong)BinaryPrimitives.ReadUInt32BigEndian(Take(4))),
        0x71 => new("int", (long)BinaryPrimitives.ReadInt32BigEndian(Take(4))),
        0x72 => new("float", BinaryPrimitives.ReadSingleBigEndian(Take(4))),
        0x80 => new("ulong", BinaryPrimitives.ReadUInt64BigEndian(Take(8))),
        0x81 => new("long", BinaryPrimitives.ReadInt64BigEndian(Take(8))),
        0x82 => new("double", BinaryPrimitives.ReadDoubleBigEndian(Take(8))),
        0x83 => new("timestamp", BinaryPrimitives.ReadInt64BigEndian(Take(8))),
        0x98 => new("uuid", new Guid(Take(16), bigEndian: true)),
        _ => ReadSized(code),
    };

    private WireValue ReadSized(byte code)
    {
        var isWide = (code >> 4) is 0xB or 0xD or 0xF;
        return code switch
        {
            0xA0 or 0xB0 => new("binary", Take(Number(isWide)).ToArray()),
            0xA1 or 0xB1 => new("string", Encoding.UTF8.GetString(Take(Number(isWide)))),
            0xA3 or 0xB3 => new("symbol", Encoding.ASCII.GetString(Take(Number(isWide)))),
            0xC0 or 0xD0 => new("list") { Items = ReadItems(isWide, areMap: false) },
            0xC1 or 0xD1 => new("map") { Items = ReadItems(isWide, areMap: true) },
            0xE0 or 0xF0 => ReadArray(isWide),
            _ => throw new FormatException($"0x{code:x2} begins no value."),
        };
    }

    private WireValue[] ReadItems(bool isWide, bool areMap)
    {
        Number(isWide);
        var items = new WireValue[Number(isWide)];
        for (var i = 0; i < items.Length; i++)
        {
            var at = Position;
            items[i] = Read();
            if (areMap && i % 2 == 0 && _bytes[at] is StringShort or StringLong)
                _bytes[at] += StringToSymbol;
        }

        return items;
    }

    private WireValue ReadArray(bool isWide)
    {
        Number(isWide);
        var count = Number(isWide);
        var code = Take(1)[0];
        var items = new WireValue[count];
        for (var i = 0; i < count; i++)
            items[i] = Read(code);
        return new($"array of {(count > 0 ? items[0].Type : "nothing")}") { Items = items };
    }

    private int Number(bool isWide) => isWide ? (int)BinaryPrimitives.ReadUInt32BigEndian(Take(4)) : Take(1)[0];

    private Span<byte> Take(int count)
    {
        var taken = _bytes.Slice(Position, count);
        Position += count;
        return taken;
    }
}

/// <summary>A value with the type that it was sent as. A map's items are its keys and values in turn.</summary>
internal sealed record WireValue(string Type, object? Value = null)
{
    /// <summary>What a described value is described by, such as the code of a performative; null for a plain value.</summary>
    public object? Descriptor { get; init; }

    public IReadOnlyList<WireValue> Items { get; init; } = [];
}

/// <summary>What a client sent in one frame: a performative and, in a transfer, a piece of a message.</summary>
internal sealed record ClientFrame(int Channel, WireValue Performative, byte[] Payload);
