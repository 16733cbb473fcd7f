using SysCsv.Csv;

namespace SysCsv.Portal.Components.Pages.Uploading;

/// <summary>Says why a file can't be imported as it is read now, and what its uploader can do about it.</summary>
internal static class RefusalText
{
    // The engine's own sentences name options that only a program can set.
    public static string Of(CsvRefusedException exception) => exception.Refusal switch
    {
        CsvRefusal.NoEmailColumn => "No column was recognised as the one with the e-mails. Check the separator, then choose the column below.",
        CsvRefusal.ColumnMissing => "A column that was chosen is not in the file as it is read now. Choose the columns again.",
        CsvRefusal.TooManyColumns => "The file has more columns than can be read. Check the separator: a wrong one makes many.",
        CsvRefusal.TooLarge => "The compressed file unpacks to more than can be read. Split it, and upload the parts.",
        CsvRefusal.WrongOption => "A choice in the address can't be used. Choose again below.",
        _ => exception.Message,
    };

    /// <summary>Whether the file can be read, and only its columns have to be chosen.</summary>
    public static bool IsAboutColumns(CsvRefusedException exception) => exception.Refusal is CsvRefusal.NoEmailColumn or CsvRefusal.ColumnMissing;
}
