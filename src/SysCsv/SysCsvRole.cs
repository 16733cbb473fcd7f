namespace SysCsv;

/// <summary>What a host was asked to be, with what that needs: validated at start.</summary>
internal sealed class SysCsvRole
{
    /// <summary>The registration method as the user typed it, such as <c>AddSysCsvConsumer()</c>; null as long as none was called.</summary>
    public string? AddedBy { get; set; }

    public bool NeedsStore { get; set; }
}
