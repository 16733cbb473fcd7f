using Microsoft.Extensions.Options;

namespace SysCsv.Transports.RabbitMq;

[OptionsValidator]
internal sealed partial class RabbitMqOptionsValidator : IValidateOptions<RabbitMqOptions>;
