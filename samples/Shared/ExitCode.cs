using SysCsv;
using SysCsv.Csv;
using SysCsv.Transports;

namespace Samples;

/// <summary>What the samples tell the shell.</summary>
internal static class ExitCode
{
    public const int Success = 0;
    public const int Failure = 1;
    public const int Refused = 3;
    public const int Unavailable = 4;

    /// <summary>Runs <paramref name="main"/>, and turns what is expected to go wrong into a sentence and a code.</summary>
    public static async Task<int> OfAsync(Func<Task<int>> main)
    {
        try
        {
            return await main();
        }
        catch (CsvRefusedException exception)
        {
            return Say(exception, Refused);
        }
        catch (SysCsvException exception) when (exception.IsTransient || exception is TransportException)
        {
            return Say(exception, Unavailable);
        }
        catch (Exception exception) when (exception is SysCsvException or IOException or UnauthorizedAccessException or Microsoft.Extensions.Options.OptionsValidationException)
        {
            return Say(exception, Failure);
        }
    }

    private static int Say(Exception exception, int code)
    {
        Console.Error.WriteLine(exception.Message);
        return code;
    }
}
