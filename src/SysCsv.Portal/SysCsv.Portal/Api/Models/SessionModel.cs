namespace SysCsv.Portal.Api.Models;

/// <summary>Who asks, and what for.</summary>
/// <param name="Right">none, view, operate or administer.</param>
/// <param name="AntiforgeryHeader">The header in which a browser sends the token with each change.</param>
internal sealed record SessionModel(string? Name, string Right, string? AntiforgeryHeader, string? AntiforgeryToken);
