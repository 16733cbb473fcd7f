using Microsoft.Extensions.Options;

namespace SysCsv.Transports.Sqlite;

[OptionsValidator]
internal sealed partial class EmbeddedTransportOptionsValidator : IValidateOptions<EmbeddedTransportOptions>;
