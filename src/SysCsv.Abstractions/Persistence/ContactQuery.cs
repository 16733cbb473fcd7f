namespace SysCsv.Persistence;

/// <summary>Which contacts to list, and in which order.</summary>
public sealed record ContactQuery
{
    /// <summary>Text that the normalised e-mail or the name begins with, ignoring case; wildcards have no meaning in it. Null lists all.</summary>
    public string? Search { get; init; }

    /// <summary>The most contacts that a search sorts by <see cref="Order"/>.</summary>
    public const int MaxSorted = 1_000;

    /// <summary>The order; equal ones by id.</summary>
    /// <remarks>
    /// A search that finds more than <see cref="MaxSorted"/> contacts lists those whose e-mail begins with the text, by e-mail, and then
    /// those whose name does, by name: so any page costs the same however many there are.
    /// </remarks>
    public ContactOrder Order { get; init; } = ContactOrder.Email;

    /// <summary>Whether the order is reversed.</summary>
    public bool Descending { get; init; }

    /// <summary>Where to go on: <c>Page.Next</c> of the part before, for the same query. Null begins.</summary>
    public string? After { get; init; }

    /// <summary>How many at most, 1 to 1,000.</summary>
    public int Size { get; init; } = 50;
}

/// <summary>What contacts are ordered by.</summary>
public enum ContactOrder
{
    /// <summary>The normalised e-mail.</summary>
    Email = 0,

    /// <summary>The name; contacts without one come first.</summary>
    Name = 1,

    /// <summary>When the contact was created.</summary>
    Created = 2,
}
