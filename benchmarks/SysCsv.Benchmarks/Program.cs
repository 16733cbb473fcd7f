using SysCsv.Benchmarks.Contacts;
using SysCsv.Benchmarks.EndToEnd;
using SysCsv.Benchmarks.Micro;
using SysCsv.Benchmarks.Portal;

// micro ARGS        the micro benchmarks, ARGS for BenchmarkDotNet
// end-to-end ARGS   the whole way, beside the floors; see docs/benchmarks.md
// portal PART ARGS  how soon the first page is there, what open pages cost, what memory a large upload takes, what a crowd meets
// contacts ARGS     search, sort and paging over --rows contacts
switch (args)
{
    case ["micro", .. var rest]:
        MicroBench.Run(rest);
        return 0;
    case ["end-to-end", .. var rest]:
        return await Bench.RunAsync(Setup.Parse(rest));
    case ["contacts", .. var rest]:
        await ContactBench.RunAsync(Setup.Parse(["--transport", "Embedded", "--rows", "10000000", .. rest]));
        return 0;
    case ["portal", var part, .. var rest]:
        await PortalBench.RunAsync(part, Setup.Parse(["--rows", part == "crowd" ? "1000000" : "300000", .. rest]));
        return 0;
    case ["phase", var phase, .. var rest]:
        await Phases.RunAsync(phase, Setup.Parse(rest));
        return 0;
    default:
        Console.Error.WriteLine("usage: micro [BenchmarkDotNet arguments] | end-to-end [--rows N] [--transport Embedded|RabbitMq] [--store Sqlite|Postgres] [--rows-per-message N] [--batch N] [--concurrency N] | contacts [--store Sqlite|Postgres] [--rows N] | portal start|pages|upload|crowd [--rows N]");
        return 2;
}
