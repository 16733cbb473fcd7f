using MudBlazor;

namespace SysCsv.Portal.Components.Layout;

/// <summary>What MudBlazor's components take from the portal. Colours come from the style sheet, which follows the system or the switch.</summary>
internal static class PortalTheme
{
    private static readonly string[] SystemFonts = ["system-ui", "-apple-system", "Segoe UI", "Roboto", "Helvetica Neue", "Arial", "sans-serif"];

    public static MudTheme Instance { get; } = new()
    {
        LayoutProperties = new() { DefaultBorderRadius = "6px" },
        Typography = new()
        {
            Default = new DefaultTypography { FontFamily = SystemFonts, FontSize = "0.9375rem", LineHeight = "1.5", LetterSpacing = "normal" },
            Button = new ButtonTypography { FontFamily = SystemFonts, FontSize = "0.875rem", FontWeight = "550", TextTransform = "none", LetterSpacing = "normal" },
        },
    };
}
