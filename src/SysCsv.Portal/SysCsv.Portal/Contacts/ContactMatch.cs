namespace SysCsv.Portal.Contacts;

/// <summary>Where a text that is searched for stands.</summary>
internal enum ContactMatch
{
    /// <summary>At the beginning of the e-mail or of the name: an index finds it at once.</summary>
    Beginning = 0,

    /// <summary>Anywhere in the e-mail, the name or the other columns: all contacts are looked through.</summary>
    Anywhere = 1,
}
