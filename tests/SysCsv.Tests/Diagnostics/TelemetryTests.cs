using System.Diagnostics.Metrics;
using SysCsv.Diagnostics;
using SysCsv.Transports;

namespace SysCsv.Tests.Diagnostics;

public sealed class TelemetryTests
{
    [Fact]
    public void Age_of_the_oldest_message_is_measured_where_the_broker_tells()
    {
        var ages = new List<double>();
        using var listener = new MeterListener();
        listener.SetMeasurementEventCallback<double>((_, age, _, _) => ages.Add(age));
        using var telemetry = Listened(listener);

        telemetry.SetDepth(new QueueDepth(1, 0, 0, 1));
        listener.RecordObservableInstruments();
        Assert.Empty(ages);
        telemetry.SetDepth(new QueueDepth(1, 0, 0, 1) { OldestAge = TimeSpan.FromMinutes(3) });
        listener.RecordObservableInstruments();

        Assert.Equal([180.0], ages);
    }

    // Not to the meters of the same name that other tests make meanwhile, on threads of their own.
    private static SysCsvTelemetry Listened(MeterListener listener)
    {
        listener.Start();
        var thread = Environment.CurrentManagedThreadId;
        listener.InstrumentPublished = (instrument, listening) =>
        {
            if (instrument.Name == "syscsv.queue.oldest_age" && Environment.CurrentManagedThreadId == thread)
                listening.EnableMeasurementEvents(instrument);
        };
        return new();
    }
}
