using SysCsv.Imports;
using SysCsv.Portal.Security;

namespace SysCsv.Portal.Components.Pages.Settings;

/// <summary>What the codes of the audit trail mean, in plain words, and where what they are about can be looked at.</summary>
internal static class AuditWords
{
    public static string Of(string action) => action switch
    {
        "upload.received" => "File uploaded",
        "upload.discarded" => "File discarded",
        "import.accepted" => "Import begun",
        "import.paused" => "Import paused",
        "import.resumed" => "Import resumed",
        "import.cancelled" => "Import cancelled",
        "import.sent-again" => "Import sent again",
        "contact.edited" => "Contact edited",
        "contact.erasing" => "Erasure of a person begun",
        "contact.erased" => "Person erased",
        "dead-letters.replayed" => "Dead letters replayed",
        "dead-letters.discarded" => "Dead letters discarded",
        "key.created" => "API key made",
        "key.revoked" => "API key revoked",
        "user.first-administrator-created" => "First administrator made",
        "user.created" => "User added",
        "user.removed" => "User removed",
        "user.role-changed" => "Role changed",
        "user.link-made" => "Password link made",
        "user.password-set" => "Password set by link",
        "user.password-changed" => "Password changed",
        "user.signed-in" => "Signed in",
        "user.signed-out" => "Signed out",
        "user.refused" => "Sign-in refused",
        "user.locked-out" => "Account locked",
        _ => action,
    };

    /// <summary>The page of what was acted on; null if it has none.</summary>
    public static string? Href(AuditEntry entry) => entry.Action switch
    {
        "dead-letters.replayed" or "dead-letters.discarded" => "queue",
        "upload.received" => $"upload/{entry.Subject}",
        "contact.edited" => $"contacts/{entry.Subject}",
        _ => ImportOf(entry) is { } import ? $"imports/{import}" : null,
    };

    /// <summary>What was acted on, in words where it is an id that nobody reads.</summary>
    public static string Subject(AuditEntry entry) => entry.Action switch
    {
        "contact.edited" => $"contact {entry.Subject}",
        "contact.erasing" or "contact.erased" => $"contact {entry.Subject}",
        "upload.received" => "the file",
        _ => ImportOf(entry) is null ? entry.Subject : "the import",
    };

    private static ImportId? ImportOf(AuditEntry entry) =>
        entry.Action.StartsWith("import.", StringComparison.Ordinal) && ImportId.TryParse(entry.Subject, out var id) ? id : null;
}
