namespace SysCsv.Contacts;

/// <summary>What a row says of a contact, and what a contact holds: everything but its identity and history.</summary>
/// <param name="Email">The address as it was written.</param>
/// <param name="Name">The full name; null if there is none.</param>
/// <param name="Attributes">The other columns.</param>
public sealed record ContactData(string Email, string? Name, ContactAttributes Attributes)
{
    /// <summary>A fixed text: no personal data gets into a log by accident.</summary>
    public override string ToString() => "(contact data)";
}
