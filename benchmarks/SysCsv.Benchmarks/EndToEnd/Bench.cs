using System.Diagnostics;
using System.Globalization;

namespace SysCsv.Benchmarks.EndToEnd;

/// <summary>Runs each phase in a process of its own, so that each has its own peak of memory, and prints the table.</summary>
internal static class Bench
{
    public static async Task<int> RunAsync(Setup setup)
    {
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{setup.Rows:N0} rows, 10 % duplicates; {setup.Transport}, {setup.Store}; {setup.RowsPerMessage} rows per message, batches of {setup.Batch}, concurrency {setup.Concurrency}; {Environment.ProcessorCount} cores"));
        GeneratedFile.Write(setup.File, setup.Rows);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"file: {new FileInfo(setup.File).Length / 1e6:N0} MB"));
        Console.WriteLine();
        Console.WriteLine($"{"phase",-16} {"rows/s",10} {"peak MB",9} {"us/row",8} {"B/row",8}   of floor   of shared floor");

        var bareSend = setup.Transport == "RabbitMq" ? await PhaseAsync(setup, "bare-send") : null;
        var bareReceive = setup.Transport == "RabbitMq" ? await PhaseAsync(setup, "bare-receive") : null;
        var bareUpsert = await PhaseAsync(setup, "bare-upsert");
        var bareConsume = await BareConsumeAsync(setup);
        await PhaseAsync(setup, "publish", bareSend);
        var floor = Slower(bareReceive, bareUpsert);
        var consume = await PhaseAsync(setup, "consume", floor, bareConsume);
        PrintWarm(consume, floor, bareConsume);
        await PhaseAsync(setup, "both");
        await ChildAsync(setup, "clean-up");
        Directory.Delete(setup.Folder, recursive: true);
        return 0;
    }

    // What is left for a consumer where broker and database take their part of the same processors.
    private static async Task<Measurement?> BareConsumeAsync(Setup setup)
    {
        if (setup is not { Transport: "RabbitMq", Store: "Postgres" } || setup.Rows % setup.Batch != 0)
            return null;
        await ChildAsync(setup, "bare-send");
        return await PhaseAsync(setup, "bare-consume");
    }

    private static async Task<Measurement> PhaseAsync(Setup setup, string phase, Measurement? floor = null, Measurement? sharedFloor = null)
    {
        var measured = Measurement.Parse(await ChildAsync(setup, phase));
        var share = $"{ShareOf(floor, measured),8}   {ShareOf(sharedFloor, measured)}";
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{phase,-16} {measured.RowsPerSecond,10:N0} {measured.PeakMegabytes,9:N0} {measured.MicrosecondsPerRow,8:F1} {measured.BytesPerRow,8:N0}   {share}"));
        return measured;
    }

    private static void PrintWarm(Measurement consume, Measurement floor, Measurement? sharedFloor)
    {
        if (consume.WarmRowsPerSecond is { } rate)
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{"  its last 80 %",-16} {rate,10:N0} {"",27}   {rate / floor.RowsPerSecond,8:F2}   {(sharedFloor is null ? "" : (rate / sharedFloor.RowsPerSecond).ToString("F2", CultureInfo.InvariantCulture))}"));
    }

    private static string ShareOf(Measurement? floor, Measurement measured) =>
        floor is null ? "" : (measured.RowsPerSecond / floor.RowsPerSecond).ToString("F2", CultureInfo.InvariantCulture);

    private static Measurement Slower(Measurement? left, Measurement right) =>
        left is not null && left.RowsPerSecond < right.RowsPerSecond ? left : right;

    private static async Task<string> ChildAsync(Setup setup, string phase)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(Bench).Assembly.Location, "phase", phase, .. setup.ToArguments()]) { RedirectStandardOutput = true, UseShellExecute = false };
        using var child = Process.Start(start)!;
        var output = await child.StandardOutput.ReadToEndAsync();
        await child.WaitForExitAsync();
        return child.ExitCode == 0 ? output : throw new InvalidOperationException($"Phase {phase} failed.");
    }
}
