namespace SysCsv.Persistence;

/// <summary>What the store held of a person and holds no more.</summary>
/// <param name="Contact">Whether there was a contact.</param>
/// <param name="RejectedRows">Rejected rows whose text held the e-mail.</param>
/// <param name="FailedRows">Failed rows whose text held the e-mail.</param>
public sealed record Erasure(bool Contact, int RejectedRows, int FailedRows);
