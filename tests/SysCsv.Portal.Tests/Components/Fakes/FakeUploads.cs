using SysCsv.Csv;
using SysCsv.Portal.Security;
using SysCsv.Portal.Uploads;

namespace SysCsv.Portal.Tests.Components.Fakes;

/// <summary>One uploaded file, and how it was asked to be read.</summary>
internal sealed class FakeUploads : IUploads
{
    public StagedFile? File { get; set; }

    public FilePreview? Preview { get; set; }

    public SysCsvException? Failure { get; set; }

    /// <summary>Whether it fails only as long as no column is named.</summary>
    public bool FailsWithoutColumn { get; set; }

    public CsvReadOptions? Asked { get; private set; }

    public List<string> Calls { get; } = [];

    public Task<StagedFile?> FindAsync(Guid id, CancellationToken cancellationToken) => Task.FromResult(File);

    public Task<FilePreview> PreviewAsync(Guid id, CsvReadOptions reading, CancellationToken cancellationToken)
    {
        Asked = reading;
        return Failure is null || (FailsWithoutColumn && reading.EmailColumn is not null) ? Task.FromResult(Preview!) : throw Failure;
    }

    public Task DiscardAsync(Guid id, Actor actor, CancellationToken cancellationToken)
    {
        Calls.Add($"discard {id} by {actor.Name}");
        return Task.CompletedTask;
    }

    public Task<StagedFile> ReceiveAsync(Stream body, string fileName, Actor actor, CancellationToken cancellationToken) => throw new NotSupportedException();
}
