namespace SysCsv.Portal.Security;

/// <summary>What somebody may do; each right includes the ones before it.</summary>
internal enum PortalRight
{
    None = 0,
    View = 1,
    Operate = 2,
    Administer = 3,
}
