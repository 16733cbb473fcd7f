using System.Globalization;
using System.Xml;
using System.Xml.Linq;

namespace SysCsv.Transports.AzureServiceBus.Management;

/// <summary>A queue as the management API describes it, in an Atom entry.</summary>
internal sealed class QueueDescription(XElement description)
{
    private static readonly XNamespace Atom = "http://www.w3.org/2005/Atom";
    private static readonly XNamespace ServiceBus = "http://schemas.microsoft.com/netservices/2010/10/servicebus/connect";
    private static readonly XNamespace Counts = "http://schemas.microsoft.com/netservices/2011/06/servicebus";

    public bool RequiresSession => Text("RequiresSession") == "true";

    public bool DetectsDuplicates => Text("RequiresDuplicateDetection") == "true";

    public long ActiveCount => Count("ActiveMessageCount");

    public long DeadLetterCount => Count("DeadLetterMessageCount");

    /// <summary>The queue of an answer; null if the answer describes none, which is how a missing queue is told.</summary>
    public static QueueDescription? Find(XDocument answer) =>
        answer.Descendants(ServiceBus + "QueueDescription").FirstOrDefault() is { } found ? new(found) : null;

    /// <summary>What creates a queue. The service reads its elements in this order only.</summary>
    public static XDocument Create(AzureServiceBusOptions options)
    {
        var description = new XElement(ServiceBus + "QueueDescription", new XElement(ServiceBus + "LockDuration", XmlConvert.ToString(options.LockDuration)));
        if (options.DuplicateDetection is { } window)
        {
            description.Add(
                new XElement(ServiceBus + "RequiresDuplicateDetection", "true"),
                new XElement(ServiceBus + "DuplicateDetectionHistoryTimeWindow", XmlConvert.ToString(window)));
        }

        description.Add(new XElement(ServiceBus + "MaxDeliveryCount", options.DeliveryLimit.ToString(CultureInfo.InvariantCulture)));
        return new(new XElement(Atom + "entry", new XElement(Atom + "content", new XAttribute("type", "application/xml"), description)));
    }

    private string? Text(string name) => description.Element(ServiceBus + name)?.Value;

    private long Count(string name) =>
        description.Element(ServiceBus + "CountDetails")?.Element(Counts + name) is { } count ? (long)count : 0;
}
