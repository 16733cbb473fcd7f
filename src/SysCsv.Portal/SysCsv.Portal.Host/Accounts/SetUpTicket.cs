namespace SysCsv.Portal.Host.Accounts;

/// <summary>The one link that makes the first administrator. The table holds one row at most.</summary>
internal sealed class SetUpTicket
{
    public const int TheOne = 1;

    public int Id { get; set; } = TheOne;

    /// <summary>SHA-256 of the token, in hexadecimal.</summary>
    public required string TokenHash { get; set; }

    public required DateTimeOffset Expires { get; set; }
}
