using System.CommandLine;
using System.CommandLine.Parsing;

namespace Samples;

/// <summary>Runs a program: a sentence and an exit code for everything that is expected to go wrong.</summary>
internal static class CommandLine
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Parses <paramref name="args"/> and runs <paramref name="main"/>.</summary>
    /// <param name="command">The arguments and options of the program.</param>
    /// <param name="args">What the shell gave. Settings such as <c>--SysCsv:Store=Postgres</c> are not the command's, and handed on.</param>
    /// <param name="main">What to do with the options and the settings.</param>
    public static async Task<int> RunAsync(RootCommand command, string[] args, Func<ParseResult, string[], CancellationToken, Task<int>> main)
    {
        var settings = args.Where(Settings.IsSetting).ToArray();
        command.SetAction((parsed, cancellationToken) => GuardAsync(() => main(parsed, settings, cancellationToken)));
        var parsed = command.Parse([.. args.Where(arg => !Settings.IsSetting(arg))]);
        var faults = parsed.Errors.Select(error => error.Message).Concat(settings.Where(setting => !setting.Contains('=', StringComparison.Ordinal))
            .Select(setting => $"A setting is written with its value behind an equals sign: {setting}=VALUE."));
        foreach (var fault in faults)
            Console.Error.WriteLine(fault);
        return faults.Any() ? ExitCode.Usage : await parsed.InvokeAsync(new() { ProcessTerminationTimeout = Patience });
    }

    /// <summary>Refuses words that look like an option and are taken for an argument.</summary>
    public static void RefuseUnknownOptions(ArgumentResult result)
    {
        foreach (var token in result.Tokens)
            if (token.Value.Length > 1 && token.Value[0] == '-' && !Path.Exists(token.Value))
                result.AddError($"There is no option {token.Value}. --help lists those there are.");
    }

    private static async Task<int> GuardAsync(Func<Task<int>> main)
    {
        try
        {
            return await main();
        }
        catch (Exception exception) when (ExitCode.Of(exception) is not null)
        {
            Console.Error.WriteLine(exception is OperationCanceledException ? "Interrupted." : exception.Message);
            return ExitCode.Of(exception)!.Value;
        }
    }
}
