using System.Globalization;
using Amqp;
using Amqp.Framing;
using Amqp.Types;

namespace SysCsv.Transports.AzureServiceBus.Tests.Double;

/// <summary>What the double answers to requests.</summary>
internal sealed partial class ServiceBusDouble
{
    /// <summary>Tokens put since the start.</summary>
    public int TokensPut { get; private set; }

    /// <summary>Locks renewed since the start.</summary>
    public int LocksRenewed { get; private set; }

    private Message Authorize(ClientState client, Message request)
    {
        var properties = request.ApplicationProperties;
        var token = (request.BodySection as AmqpValue)?.Value as string ?? "";
        var audience = properties?["name"] as string ?? "";
        var claim = (properties?["type"] as string) switch
        {
            "servicebus.windows.net:sastoken" => _signatures.Check(token, Now),
            "jwt" when Options.Tokens.TryGetValue(token, out var until) && until > Now => (Path: "", Until: until),
            _ => null,
        };
        var path = Signatures.PathOf(audience);
        if (properties?["operation"] as string != "put-token" || claim is null || !path.StartsWith(claim.Value.Path, StringComparison.OrdinalIgnoreCase))
            return Status("status-code", 401, "status-description", "InvalidSignature: The token has an invalid signature.");

        TokensPut++;
        client.Claims[path] = claim.Value.Until;
        return Status("status-code", 202, "status-description", "Accepted");
    }

    private Message Manage(DoubleEntity entity, Message request)
    {
        var arguments = (request.BodySection as AmqpValue)?.Value as Map ?? [];
        return (request.ApplicationProperties?["operation"] as string) switch
        {
            "com.microsoft:renew-lock" => Renew(entity, arguments),
            "com.microsoft:peek-message" => Peek(entity, arguments),
            "com.microsoft:update-disposition" => Update(entity, arguments),
            _ => Status("statusCode", 501, "statusDescription", "The operation is not supported."),
        };
    }

    private Message Renew(DoubleEntity entity, Map arguments)
    {
        var tokens = arguments["lock-tokens"] as Guid[] ?? [];
        if (tokens.Length == 0 || tokens.Any(token => entity.FindLock(token) is null))
            return Gone();
        LocksRenewed += tokens.Length;
        return Answer(new Map { ["expirations"] = Array.ConvertAll(tokens, token => entity.Renew(token, Now)!.Value.UtcDateTime) });
    }

    private static Message Peek(DoubleEntity entity, Map arguments)
    {
        var from = Convert.ToInt64(arguments["from-sequence-number"], CultureInfo.InvariantCulture);
        var count = Convert.ToInt32(arguments["message-count"], CultureInfo.InvariantCulture);
        var messages = new List();
        foreach (var stored in entity.Peek(from, count))
        {
            var message = Message.Decode(new ByteBuffer(stored.Encoded, 0, stored.Encoded.Length, stored.Encoded.Length));
            ReceiveEndpoint.Annotate(message, stored, null);
            var buffer = message.Encode();
            messages.Add(new Map { ["message"] = buffer.Buffer.AsSpan(buffer.Offset, buffer.Length).ToArray() });
        }

        return messages.Count == 0
            ? Status("statusCode", 204, "statusDescription", "No content")
            : Answer(new Map { ["messages"] = messages });
    }

    private Message Update(DoubleEntity entity, Map arguments)
    {
        DeliveryState outcome = (arguments["disposition-status"] as string) switch
        {
            "completed" => new Accepted(),
            "abandoned" => new Modified(),
            "defered" => new Modified { UndeliverableHere = true },
            _ => new Rejected
            {
                Error = new Error(new Symbol("com.microsoft:dead-letter"))
                {
                    Info = new Fields
                    {
                        [new Symbol("DeadLetterReason")] = arguments["deadletter-reason"],
                        [new Symbol("DeadLetterErrorDescription")] = arguments["deadletter-description"],
                    },
                },
            },
        };
        var taken = (arguments["lock-tokens"] as Guid[] ?? []).Select(token => entity.Settle(token, outcome, Now)).ToList();
        return taken.Contains(false) ? Gone() : Answer([]);
    }

    private static Message Gone()
    {
        var response = Status("statusCode", 410, "statusDescription", "The lock supplied is invalid.");
        response.ApplicationProperties["errorCondition"] = new Symbol("com.microsoft:message-lock-lost");
        return response;
    }

    private static Message Answer(Map body)
    {
        var response = Status("statusCode", 200, "statusDescription", "OK");
        response.BodySection = new AmqpValue { Value = body };
        return response;
    }

    private static Message Status(string codeName, int code, string textName, string text)
    {
        var response = new Message(new Map()) { ApplicationProperties = new ApplicationProperties() };
        response.ApplicationProperties[codeName] = code;
        response.ApplicationProperties[textName] = text;
        return response;
    }
}
