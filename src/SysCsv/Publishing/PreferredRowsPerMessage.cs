using Microsoft.Extensions.Options;

namespace SysCsv.Publishing;

/// <summary>Takes the number of rows that suits the transport, before the section and code say theirs.</summary>
internal sealed class PreferredRowsPerMessage(SysCsvComposition composition) : IConfigureOptions<PublisherOptions>
{
    public void Configure(PublisherOptions options) => options.RowsPerMessage = composition.PreferredRowsPerMessage ?? options.RowsPerMessage;
}
