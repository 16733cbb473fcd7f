namespace SysCsv.Portal.Components;

/// <summary>Where the portal is mounted, on each of its end points.</summary>
/// <param name="Path">The path without a slash at its end; empty for the root.</param>
internal sealed record PortalMount(string Path);
