using Amqp;
using Amqp.Framing;

namespace SysCsv.Transports.AzureServiceBus.Sending;

/// <summary>Packs messages into as few transfers as the limit of the link allows.</summary>
internal static class BatchPacking
{
    private const int LongestSmallSection = 255;
    private const int SmallSectionOverhead = 5;
    private const int LargeSectionOverhead = 8;

    // Header, properties and annotations of the envelope around a batch.
    private const int EnvelopeOverhead = 512;

    public static IEnumerable<Message> Pack(IEnumerable<Message> messages, long maxBatchBytes)
    {
        var sections = new List<(Message Message, byte[] Encoded)>();
        long size = EnvelopeOverhead;
        foreach (var message in messages)
        {
            var encoded = Encode(message);
            var section = encoded.Length + (encoded.Length <= LongestSmallSection ? SmallSectionOverhead : LargeSectionOverhead);
            if (sections.Count > 0 && size + section > maxBatchBytes)
            {
                yield return Envelope(sections);
                sections.Clear();
                size = EnvelopeOverhead;
            }

            sections.Add((message, encoded));
            size += section;
        }

        if (sections.Count > 0)
            yield return Envelope(sections);
    }

    private static Message Envelope(List<(Message Message, byte[] Encoded)> sections)
    {
        if (sections.Count == 1)
            return sections[0].Message;

        var list = new DataList();
        foreach (var (_, encoded) in sections)
            list.Add(new Data { Binary = encoded });
        return new Message
        {
            Format = MessageFormat.Batch,
            Properties = new Properties { MessageId = sections[0].Message.Properties.MessageId },
            BodySection = list,
        };
    }

    private static byte[] Encode(Message message)
    {
        var buffer = message.Encode();
        return buffer.Buffer.AsSpan(buffer.Offset, buffer.Length).ToArray();
    }
}
