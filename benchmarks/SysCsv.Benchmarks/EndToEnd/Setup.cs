using System.Globalization;

namespace SysCsv.Benchmarks.EndToEnd;

/// <summary>What one run measures. Servers come from SYSCSV_TEST_RABBITMQ and SYSCSV_TEST_POSTGRES.</summary>
internal sealed record Setup
{
    public int Rows { get; init; } = 1_000_000;

    public string Transport { get; init; } = "RabbitMq";

    public string Store { get; init; } = "Postgres";

    public int RowsPerMessage { get; init; } = 1;

    public int Batch { get; init; } = 500;

    public int Concurrency { get; init; } = 2;

    /// <summary>Whether the contacts are there from an earlier run, and stay: to make ten millions takes minutes.</summary>
    public bool Filled { get; init; }

    public string Folder { get; init; } = Path.Combine(Path.GetTempPath(), $"syscsv-bench-{Environment.ProcessId}");

    public string File => Path.Combine(Folder, "contacts.csv");

    /// <summary>Names the queue and the database of this run.</summary>
    public string Name => Path.GetFileName(Folder).Replace('-', '_');

    public static string RabbitMq => Server("SYSCSV_TEST_RABBITMQ");

    public string Postgres => $"{Server("SYSCSV_TEST_POSTGRES")};Database={Name}";

    public static string PostgresServer => Server("SYSCSV_TEST_POSTGRES");

    public string Sqlite => $"Data Source={Path.Combine(Folder, "contacts.db")}";

    public static Setup Parse(string[] args)
    {
        var setup = new Setup();
        for (var i = 0; i + 1 < args.Length; i += 2)
            setup = setup.With(args[i], args[i + 1]);
        return setup;
    }

    public string[] ToArguments() =>
    [
        "--rows", Text(Rows), "--transport", Transport, "--store", Store, "--rows-per-message", Text(RowsPerMessage),
        "--batch", Text(Batch), "--concurrency", Text(Concurrency), "--folder", Folder,
    ];

    private Setup With(string name, string value) => name switch
    {
        "--rows" => this with { Rows = Number(value) },
        "--transport" => this with { Transport = value },
        "--store" => this with { Store = value },
        "--rows-per-message" => this with { RowsPerMessage = Number(value) },
        "--batch" => this with { Batch = Number(value) },
        "--concurrency" => this with { Concurrency = Number(value) },
        "--filled" => this with { Filled = bool.Parse(value) },
        "--folder" => this with { Folder = value },
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "There is no such option."),
    };

    private static string Server(string variable) => Environment.GetEnvironmentVariable(variable)
        ?? throw new InvalidOperationException($"{variable} is not set: eval \"$(eng/servers/env.sh --start)\" starts the servers and sets it.");

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
