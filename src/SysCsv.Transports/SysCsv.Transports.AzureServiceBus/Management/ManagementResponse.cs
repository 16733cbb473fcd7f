using System.Globalization;
using Amqp;
using Amqp.Framing;
using Amqp.Types;

namespace SysCsv.Transports.AzureServiceBus.Management;

/// <summary>Reads the answers of a management link.</summary>
internal static class ManagementResponse
{
    public const int Ok = 200;
    public const int NoContent = 204;
    public const int Gone = 410;

    public static int StatusOf(Message response) =>
        Convert.ToInt32(response.ApplicationProperties?["statusCode"] ?? 0, CultureInfo.InvariantCulture);

    public static Error ErrorOf(Message response) => new(new Symbol(
        response.ApplicationProperties?["errorCondition"]?.ToString()
        ?? (StatusOf(response) is 401 or 403 ? ErrorCode.UnauthorizedAccess : StatusOf(response) is 404 ? ErrorCode.NotFound : ErrorCode.InternalError)));

    public static Map? MapOf(Message response) => (response.BodySection as AmqpValue)?.Value as Map;
}
