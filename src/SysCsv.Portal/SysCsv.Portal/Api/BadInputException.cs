namespace SysCsv.Portal.Api;

/// <summary>A request that can't be meant; the message is for its author and holds nothing of the request.</summary>
internal sealed class BadInputException(string message) : Exception(message);
