using BenchmarkDotNet.Running;
using SysCsv.Benchmarks.EndToEnd;

// micro ARGS        the micro benchmarks, ARGS for BenchmarkDotNet
// end-to-end ARGS   the whole way, beside the floors; see docs/benchmarks.md
switch (args)
{
    case ["micro", .. var rest]:
        BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(rest);
        return 0;
    case ["end-to-end", .. var rest]:
        return await Bench.RunAsync(Setup.Parse(rest));
    case ["phase", var phase, .. var rest]:
        await Phases.RunAsync(phase, Setup.Parse(rest));
        return 0;
    default:
        Console.Error.WriteLine("usage: micro [BenchmarkDotNet arguments] | end-to-end [--rows N] [--transport Embedded|RabbitMq] [--store Sqlite|Postgres] [--rows-per-message N] [--batch N] [--concurrency N]");
        return 2;
}
