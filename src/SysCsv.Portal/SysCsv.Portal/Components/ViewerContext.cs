namespace SysCsv.Portal.Components;

/// <summary>What the request told about the browser that the circuit can't ask.</summary>
internal sealed record ViewerContext(string? Address, string? Antiforgery);
