using System.Data.Common;

namespace SysCsv.Persistence.Relational.Writing;

/// <summary>What can be told of a failure without knowing the driver: its SQLSTATE, or the driver's own word for transient.</summary>
internal static class PortableErrors
{
    public static StoreFailure Classify(DbException exception) => exception.SqlState is { Length: 5 } state
        ? Classify(state, exception.IsTransient)
        : exception.IsTransient ? StoreFailure.Unavailable : StoreFailure.Other;

    /// <summary>Whether a unique index refused a row; where the driver does not say, it is assumed, and the attempts have a limit.</summary>
    public static bool IsUniqueViolation(DbException exception) => exception.SqlState is not { Length: 5 } state || state.StartsWith("23", StringComparison.Ordinal);

    private static StoreFailure Classify(string state, bool isTransient) => state[..2] switch
    {
        "40" => StoreFailure.Conflict,
        "08" => StoreFailure.Unavailable,
        "28" => StoreFailure.AccessDenied,
        "3D" => StoreFailure.Misconfigured,
        "22" or "23" => StoreFailure.DataRefused,
        _ when state is "42P01" or "42S02" or "42S22" or "42703" => StoreFailure.SchemaMismatch,
        _ => isTransient ? StoreFailure.Unavailable : StoreFailure.Other,
    };
}
