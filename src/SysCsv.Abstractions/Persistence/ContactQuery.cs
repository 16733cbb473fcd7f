namespace SysCsv.Persistence;

/// <summary>Which contacts to list, and in which order.</summary>
public sealed record ContactQuery
{
    /// <summary>Text that the normalised e-mail or the name begins with, ignoring case; wildcards have no meaning in it. Null lists all.</summary>
    public string? Search { get; init; }

    /// <summary>The order; equal ones by id.</summary>
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
