namespace SysCsv.Faults.Setups;

/// <summary>A server that is there and does not do its work.</summary>
public sealed record Outage(Func<Task> BeginAsync, Func<Task> EndAsync);
