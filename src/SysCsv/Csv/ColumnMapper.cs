using System.Globalization;

namespace SysCsv.Csv;

/// <summary>Decides whether there is a header, and which columns hold e-mail and name.</summary>
internal sealed class ColumnMapper(CsvReadOptions options, List<string[]> records)
{
    /// <summary>The columns of the file, under the layout that is known so far.</summary>
    /// <exception cref="CsvRefusedException">There is no column of e-mails, or not the one that was named.</exception>
    public CsvLayout Map(CsvLayout layout)
    {
        var first = records[0];
        if (first.Length > options.MaxColumns)
            throw new CsvRefusedException(CsvRefusal.TooManyColumns, $"The file has more than {options.MaxColumns} columns. Raise CsvReadOptions.MaxColumns if it is meant to.");

        var hasHeader = options.HasHeader ?? HeaderDetector.HasHeader(records);
        var data = hasHeader ? records.GetRange(1, records.Count - 1) : records;
        var labels = hasHeader ? ColumnLabels.From(WithoutBlankEnd(first, data)) : ColumnLabels.Numbered(first.Length);
        var email = Named(options.EmailColumn, labels, "EmailColumn (--email-column)") ?? FindEmail(labels, hasHeader, data);
        return WithNames(layout with { HasHeader = hasHeader, Columns = labels, EmailColumn = email }, data);
    }

    // A separator behind the last label makes no column where no row has one.
    private static string[] WithoutBlankEnd(string[] header, List<string[]> data)
    {
        var end = Array.FindLastIndex(header, label => !string.IsNullOrWhiteSpace(label)) + 1;
        return end > 0 && data.Count > 0 && data.TrueForAll(record => record.Length <= end) ? header[..end] : header;
    }

    private static int FindEmail(string[] labels, bool hasHeader, List<string[]> data)
    {
        if (hasHeader)
        {
            var listed = Array.FindIndex(labels, HeaderVocabulary.IsEmail);
            if (listed >= 0 && (ColumnContent.CountEmails(data, listed) > 0 || ColumnContent.FindEmail(data, labels.Length) is null))
                return listed;

            var mentioned = Enumerable.Range(0, labels.Length).Where(column => HeaderVocabulary.MentionsEmail(labels[column])).ToList();
            if (mentioned.Count > 0 && mentioned.MaxBy(column => ColumnContent.CountEmails(data, column)) is var best && ColumnContent.CountEmails(data, best) > 0)
                return best;
        }

        return ColumnContent.FindEmail(data, labels.Length) ?? throw new CsvRefusedException(
            CsvRefusal.NoEmailColumn, "No column of the file holds e-mail addresses. Name one in CsvReadOptions.EmailColumn (--email-column), by its label or its number; or, if a title stands above the labels, delete it.");
    }

    private CsvLayout WithNames(CsvLayout layout, List<string[]> data)
    {
        var labels = layout.Columns;
        var name = Named(options.NameColumn, labels, "NameColumn (--name-column)");
        var given = Named(options.GivenNameColumn, labels, nameof(options.GivenNameColumn));
        var family = Named(options.FamilyNameColumn, labels, nameof(options.FamilyNameColumn));
        if (name is not null)
            return layout with { NameColumn = name };
        if (given is not null || family is not null)
            return layout with { GivenNameColumn = given, FamilyNameColumn = family };
        if (!layout.HasHeader)
            return layout with { NameColumn = ColumnContent.FindName(data, labels.Count, layout.EmailColumn) };

        given = Find(labels, HeaderVocabulary.IsGivenName, layout.EmailColumn);
        family = Find(labels, label => HeaderVocabulary.IsFamilyName(label), layout.EmailColumn, given);
        if (given is not null && family is not null && !IsBoth(labels, given.Value, family.Value))
            return layout with { GivenNameColumn = given, FamilyNameColumn = family };

        name = Find(labels, HeaderVocabulary.IsName, layout.EmailColumn);
        return name is not null ? layout with { NameColumn = name } : layout with { GivenNameColumn = given, FamilyNameColumn = family };
    }

    // "Name" beside "Vorname" is the family name; beside "Name" alone stands no given name.
    private static bool IsBoth(IReadOnlyList<string> labels, int given, int family) =>
        HeaderVocabulary.IsName(labels[given]) && HeaderVocabulary.IsName(labels[family]);

    private static int? Find(IReadOnlyList<string> labels, Func<string, bool> isMeant, params int?[] taken)
    {
        for (var column = 0; column < labels.Count; column++)
            if (!taken.Contains(column) && isMeant(labels[column]))
                return column;
        return null;
    }

    private static int? Named(string? column, IReadOnlyList<string> labels, string option)
    {
        if (string.IsNullOrWhiteSpace(column))
            return null;

        for (var index = 0; index < labels.Count; index++)
            if (string.Equals(labels[index], column.Trim(), StringComparison.OrdinalIgnoreCase))
                return index;
        if (int.TryParse(column, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= labels.Count)
            return number - 1;
        throw new CsvRefusedException(
            CsvRefusal.ColumnMissing, $"The file has no column as CsvReadOptions.{option} names it. Give a label of the header or a number from 1 to {labels.Count}.");
    }
}
