using SysCsv.Messages;
using SysCsv.Transports;

namespace SysCsv.Consuming;

/// <summary>A delivery with what it says, and what is to become of it.</summary>
internal sealed class Work(Delivery delivery, ImportMessage message)
{
    public Delivery Delivery { get; } = delivery;

    public ImportMessage Message { get; } = message;

    /// <summary>Why it goes to the dead letters; null as long as it doesn't.</summary>
    public string? Fault { get; set; }
}
