using SysCsv.Contacts;

namespace SysCsv.Persistence;

/// <summary>The writing side of the database. Safe for use from many threads and from many processes at once.</summary>
/// <remarks>Every failure is a <see cref="StoreException"/>. A store does not wait out an outage, the engine does; it may repeat a whole transaction after a <see cref="StoreFailure.Conflict"/>, with a limit.</remarks>
public interface IContactStore
{
    /// <summary>Creates the schema or brings it to this version. Idempotent; many processes may call it at once.</summary>
    /// <exception cref="StoreException">The schema can't be made.</exception>
    Task EnsureSchemaAsync(CancellationToken cancellationToken);

    /// <summary>Applies rows: contacts, ledger and counts in one transaction, all or nothing.</summary>
    /// <remarks>
    /// Idempotent by row: a row that is accounted for changes nothing, unless it is accounted for as failed and comes as accepted or
    /// rejected (a replay), which moves it out of the failed count. After a failure or cancellation apply the same batch again.
    /// </remarks>
    /// <exception cref="StoreException">Nothing of the batch was applied, or, after a lost connection, all of it may have been.</exception>
    Task<BatchResult> ApplyAsync(RowBatch batch, CancellationToken cancellationToken);

    /// <summary>Applies rows as <see cref="ApplyAsync"/> does, if a contact still holds what somebody saw; decided under the lock under which it is written.</summary>
    /// <returns>Whether the rows were applied.</returns>
    /// <exception cref="StoreException">Nothing of the batch was applied, or, after a lost connection, all of it may have been.</exception>
    Task<bool> ApplyIfUnchangedAsync(Contact seen, RowBatch batch, CancellationToken cancellationToken);

    /// <summary>Removes a person: the contact, and the text of rejected and failed rows that holds the e-mail. Counts stay as they are.</summary>
    /// <remarks>Rows with the e-mail that are applied later make the contact anew.</remarks>
    /// <exception cref="StoreException">Nothing was removed, or, after a lost connection, all of it may have been.</exception>
    Task<Erasure> EraseAsync(EmailAddress email, CancellationToken cancellationToken);

    /// <summary>Returns if the database answers and its schema is of this version.</summary>
    /// <exception cref="StoreException">It does not, or it isn't.</exception>
    Task CheckAsync(CancellationToken cancellationToken);
}
