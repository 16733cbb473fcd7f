using SysCsv.Imports;

namespace SysCsv.Contacts;

/// <summary>A person, identified by the normalised e-mail, of which the database holds one row.</summary>
public sealed record Contact
{
    /// <summary>The database's number for the contact, for addresses that must not carry an e-mail.</summary>
    public required long Id { get; init; }

    /// <summary>The normalised e-mail.</summary>
    public required string NormalizedEmail { get; init; }

    /// <summary>The data that the policy picked.</summary>
    public required ContactData Data { get; init; }

    /// <summary>The row that first created the contact.</summary>
    public required RowKey CreatedBy { get; init; }

    /// <summary>The row that the policy picked last.</summary>
    public required RowKey ChangedBy { get; init; }

    /// <summary>When the contact was created (UTC, the consumer's clock).</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>When its data last changed (UTC, the consumer's clock).</summary>
    public required DateTimeOffset Changed { get; init; }

    /// <summary>The database's number: no personal data gets into a log by accident.</summary>
    public override string ToString() => $"contact {Id}";
}
