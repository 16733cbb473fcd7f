using System.Globalization;
using Microsoft.AspNetCore.Components;
using SysCsv.Csv;
using SysCsv.Imports;

namespace SysCsv.Portal.Components.Pages.Uploading;

/// <summary>What can be said of how a file is read; each choice goes into the address, and the preview follows.</summary>
public partial class ReadingForm
{
    private static readonly DuplicatePolicy[] Policies = [DuplicatePolicy.KeepLast, DuplicatePolicy.KeepFirst, DuplicatePolicy.FillBlanks];

    [CascadingParameter]
    private ReadingChoices Choices { get; set; } = new();

    [CascadingParameter]
    private CsvLayout? Layout { get; set; }

    /// <summary>Whether nobody knows yet which column is what.</summary>
    [Parameter]
    public bool Unmapped { get; set; }

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    private IEnumerable<(string Number, string Label)> Columns =>
        (Layout?.Columns ?? []).Select((label, index) => ((index + 1).ToString(CultureInfo.InvariantCulture), $"{index + 1}: {label}"));

    private IEnumerable<(string Key, string Label, string? Chosen, string? Found)> Roles =>
    [
        ("email", "E-mail", Choices.Email, Label(Layout?.EmailColumn)),
        ("name", "Full name", Choices.Name, Label(Layout?.NameColumn)),
        ("given", "Given name", Choices.Given, Label(Layout?.GivenNameColumn)),
        ("family", "Family name", Choices.Family, Label(Layout?.FamilyNameColumn)),
    ];

    private string? FirstRow => Layout switch
    {
        null => null,
        { HasHeader: false } => "data",
        { FirstLine: > 1 and var line } => $"labels on line {line}",
        _ => "labels",
    };

    private static string Detected(string? value) => value is null ? "detected" : $"{value} (detected)";

    private string Nothing(string role, string? found)
    {
        if (Unmapped && role == "email")
            return "choose the column";
        return Layout is not null && found is null ? "none" : Detected(found);
    }

    private string? Label(int? column) => column is { } index && Layout is not null && !Unmapped ? Layout.Columns[index] : null;

    private void Choose(string key, ChangeEventArgs chosen) => Navigation.NavigateTo(
        Navigation.GetUriWithQueryParameter(key, chosen.Value is string { Length: > 0 } value ? value : null), replace: true);
}
