using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using SysCsv.Contacts;
using SysCsv.Imports;
using SysCsv.Persistence;
using SysCsv.Persistence.Relational.Reading;
using SysCsv.Portal.Contacts;
using SysCsv.Portal.Security;

namespace SysCsv.Portal.Tests.Components.Fakes;

/// <summary>Contacts in a list, and what was asked of them.</summary>
[SuppressMessage("Design", "CA1001", Justification = "A SemaphoreSlim without a wait handle holds nothing to free.")]
internal sealed class FakeContacts : IContacts
{
    public static readonly Contact Kim = new()
    {
        Id = 7,
        NormalizedEmail = "kim@example.org",
        Data = new("Kim@example.org", "Kim Lee", ContactAttributes.From([KeyValuePair.Create("City", "Oslo")])),
        CreatedBy = new(Sample.Id, 3),
        ChangedBy = new(Sample.OtherId, 5),
        Created = Sample.Now.AddDays(-2),
        Changed = Sample.Now.AddHours(-1),
    };

    private readonly SemaphoreSlim _scanned = new(0);

    public List<Contact> All { get; } = [];

    public List<string> Calls { get; } = [];

    public ContactQuery? Asked { get; private set; }

    /// <summary>The answers to steps through all contacts, in order; a test may complete one later.</summary>
    public ConcurrentQueue<TaskCompletionSource<ScanStep<Contact>>> Steps { get; } = new();

    public ConcurrentQueue<(ContactScan Scan, CancellationToken Token)> Scans { get; } = new();

    public ContactData? Saved { get; private set; }

    public bool Answer { get; set; } = true;

    public ErasureResult Erasure { get; set; } = new(true, 1, 0, 2, 1, []);

    public SysCsvException? Failure { get; set; }

    /// <summary>Whether what is asked for behind a cursor is refused, as one of another list is.</summary>
    public bool HasNoCursor { get; set; }

    public Task<Page<Contact>> SearchAsync(ContactQuery query, CancellationToken cancellationToken)
    {
        Asked = query;
        if (HasNoCursor && query.After is not null)
            throw new ForeignCursorException();
        return Failure is null ? Task.FromResult(new Page<Contact>(All, All.Count > 1 ? "more" : null)) : throw Failure;
    }

    public Task<ScanStep<Contact>> ScanAsync(ContactScan scan, int steps, CancellationToken cancellationToken)
    {
        Scans.Enqueue((scan, cancellationToken));
        _scanned.Release();
        if (Failure is not null)
            throw Failure;
        if (HasNoCursor && scan.After is not null)
            throw new ForeignCursorException();
        return Steps.TryDequeue(out var step) ? step.Task.WaitAsync(cancellationToken) : throw new InvalidOperationException("A step that no test expects.");
    }

    /// <summary>Waits until so many steps more were asked for: a page that waits for an answer renders nothing that tells it.</summary>
    public void WaitForScans(int count)
    {
        for (var i = 0; i < count; i++)
            Assert.True(_scanned.Wait(TimeSpan.FromSeconds(30)));
    }

    public TaskCompletionSource<ScanStep<Contact>> ExpectStep(ScanStep<Contact>? answer = null)
    {
        var step = new TaskCompletionSource<ScanStep<Contact>>(TaskCreationOptions.RunContinuationsAsynchronously);
        if (answer is not null)
            step.SetResult(answer);
        Steps.Enqueue(step);
        return step;
    }

    public Task<ContactDetails?> FindAsync(long id, CancellationToken cancellationToken) =>
        Task.FromResult(All.Find(contact => contact.Id == id) is { } contact ? new ContactDetails(contact, null, null) : null);

    public Task<bool> EditAsync(long id, ContactData seen, ContactData data, Actor actor, CancellationToken cancellationToken)
    {
        Saved = data;
        Calls.Add($"edit {id} by {actor.Name}");
        return Task.FromResult(Answer);
    }

    public Task<ErasureResult> EraseAsync(long id, Actor actor, CancellationToken cancellationToken)
    {
        Calls.Add($"erase {id} by {actor.Name}");
        return Task.FromResult(Erasure);
    }

    public Task ExportAsync(ContactQuery query, Stream output, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task ExportScanAsync(ContactScan scan, Stream output, CancellationToken cancellationToken) => Task.CompletedTask;
}
