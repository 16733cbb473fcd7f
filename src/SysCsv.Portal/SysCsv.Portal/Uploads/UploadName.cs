namespace SysCsv.Portal.Uploads;

/// <summary>What an uploaded file is called, out of what its sender calls it. Shown only: no file is stored under it.</summary>
internal static class UploadName
{
    private const int MaxLength = 200;

    public static string Of(string name)
    {
        var last = name[(name.LastIndexOfAny(['/', '\\']) + 1)..];
        var clean = string.Concat(last.Where(c => !char.IsControl(c) && !char.IsSurrogate(c) && c is not ('\u202E' or '\u202D' or '\u2066' or '\u2067'))).Trim();
        if (clean.Length == 0)
            return "upload.csv";
        return clean.Length <= MaxLength ? clean : clean[..MaxLength];
    }
}
