using SysCsv.Persistence;
using SysCsv.Transports;

namespace SysCsv.Portal.Components;

/// <summary>Says what happened and what to do.</summary>
internal static class ErrorText
{
    public static string Of(SysCsvException exception) => exception switch
    {
        StoreException { IsTransient: true } => "The database does not answer. Nothing is lost; the page works again as soon as it is back.",
        TransportException { IsTransient: true } => "The broker does not answer. Nothing is lost; try again as soon as it is back.",
        _ => exception.Message,
    };
}
