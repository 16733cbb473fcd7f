using System.Text.Json;

namespace SysCsv.Portal.Components.Pages.Uploading;

/// <summary>What the portal's API said to an upload.</summary>
internal sealed record UploadAnswer(TransferState State, Guid? Upload, string? Problem)
{
    private const int NoAnswer = 0;
    private const int Aborted = -1;

    public static UploadAnswer Read(int status, string body) => status switch
    {
        Aborted => new(TransferState.Cancelled, null, null),
        NoAnswer => Failed("The connection broke. Nothing of the file was kept; try again."),
        200 or 201 when IdOf(body) is { } id => new(TransferState.Done, id, null),
        401 => Failed("You are not signed in any more. Load the page again."),
        403 => Failed("Your account may not upload files. Ask an administrator for the right to it."),
        429 => Failed("Too many uploads at once. Wait a moment, then try again."),
        _ => Failed(DetailOf(body) ?? $"The portal did not take the file (status {status}). Try again."),
    };

    public void ApplyTo(SendingFile file)
    {
        (file.State, file.Upload, file.Problem) = (State, Upload, Problem);
        if (State == TransferState.Done)
            file.Sent = file.Size;
    }

    private static UploadAnswer Failed(string problem) => new(TransferState.Failed, null, problem);

    private static Guid? IdOf(string body) => Property(body, "id") is { } text && Guid.TryParse(text, out var id) ? id : null;

    private static string? DetailOf(string body) => Property(body, "detail") ?? Property(body, "title");

    private static string? Property(string body, string name)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return document.RootElement.ValueKind == JsonValueKind.Object
                && document.RootElement.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
                ? value.GetString()
                : null;
        }
        catch (JsonException)
        {
            // Something between the browser and the portal answered, a proxy for example.
            return null;
        }
    }
}
