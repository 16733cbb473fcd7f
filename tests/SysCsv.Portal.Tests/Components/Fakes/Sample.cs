using SysCsv.Imports;
using SysCsv.Portal.Imports;
using SysCsv.Portal.Queue;
using SysCsv.Transports;

namespace SysCsv.Portal.Tests.Components.Fakes;

/// <summary>Data that the pages show in tests.</summary>
internal static class Sample
{
    public static readonly DateTimeOffset Now = new(2026, 3, 14, 12, 0, 0, TimeSpan.Zero);

    public static readonly ImportId Id = new(Guid.Parse("0195a0b0-0000-7000-8000-000000000001"));

    public static readonly ImportId OtherId = new(Guid.Parse("0195a0b0-0000-7000-8000-000000000002"));

    public static PortalImport Running { get; } = new()
    {
        Id = Id,
        State = PortalImportState.Running,
        Policy = DuplicatePolicy.KeepLast,
        FileName = "spring-fair.csv",
        Columns = ["email", "name", "city"],
        Sent = 8_000,
        BytesSent = 400_000,
        BytesTotal = 1_000_000,
        Counts = new(4_000, 500, 400, 90, 10),
        Began = Now.AddMinutes(-2),
        By = "anna",
        HasFile = true,
    };

    public static PortalImport Completed { get; } = Running with
    {
        Id = OtherId,
        State = PortalImportState.Completed,
        FileName = "newsletter.csv",
        Records = 11_273,
        Counts = new(11_000, 0, 270, 3, 0),
        Began = Now.AddHours(-3),
        Ended = Now.AddHours(-3).AddSeconds(20),
    };

    public static PortalSnapshot Snapshot { get; } = new(
        Now, new QueueDepth(12_345, 2_000, 7, 3), [Running], 1_234_567, 890, 1_500, 1_200, new("Broker", true, null), new("Database", true, null));
}
