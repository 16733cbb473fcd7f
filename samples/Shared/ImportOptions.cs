using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text;
using SysCsv.Csv;
using SysCsv.Imports;
using SysCsv.Publishing;

namespace Samples;

/// <summary>The options that say how a file is read and imported, for every program that publishes.</summary>
internal sealed class ImportOptions
{
    private readonly Option<DuplicatePolicy> _policy = new("--policy")
    {
        Description = "Which row's data a contact keeps when its e-mail comes again: KeepLast (blanks included), KeepFirst or FillBlanks.",
        HelpName = "KeepLast|KeepFirst|FillBlanks",
        CustomParser = ParsePolicy,
        DefaultValueFactory = _ => DuplicatePolicy.KeepLast,
    };

    private readonly Option<string?> _encoding = new("--encoding") { Description = "The encoding, such as windows-1252. Detected if not given." };
    private readonly Option<char?> _delimiter = new("--delimiter")
    {
        Description = "The separator: one ASCII character, or tab. Detected if not given.",
        CustomParser = ParseDelimiter,
    };

    private readonly Option<string?> _emailColumn = new("--email-column") { Description = "The label or number of the e-mail column. Detected if not given." };
    private readonly Option<string?> _nameColumn = new("--name-column") { Description = "The label or number of the name column. Detected if not given." };
    private readonly Option<bool> _header = new("--header") { Description = "The first record holds the labels. Detected if not given." };
    private readonly Option<bool> _noHeader = new("--no-header") { Description = "The first record is data already." };

    public void AddTo(RootCommand command)
    {
        foreach (var option in new Option[] { _policy, _encoding, _delimiter, _emailColumn, _nameColumn, _header, _noHeader })
            command.Options.Add(option);
        _encoding.Validators.Add(CheckEncoding);
        command.Validators.Add(RefuseBoth);
    }

    public PublishRequest Read(ParseResult parsed) => new()
    {
        Policy = parsed.GetValue(_policy),
        Csv = new()
        {
            Encoding = parsed.GetValue(_encoding),
            Delimiter = parsed.GetValue(_delimiter),
            EmailColumn = parsed.GetValue(_emailColumn),
            NameColumn = parsed.GetValue(_nameColumn),
            HasHeader = parsed.GetValue(_header) ? true : parsed.GetValue(_noHeader) ? false : null,
        },
    };

    private static DuplicatePolicy ParsePolicy(ArgumentResult result)
    {
        if (Enum.TryParse<DuplicatePolicy>(result.Tokens[0].Value, ignoreCase: true, out var policy) && Enum.IsDefined(policy))
            return policy;
        result.AddError($"--policy is one of {string.Join(", ", Enum.GetNames<DuplicatePolicy>())}.");
        return default;
    }

    private static char? ParseDelimiter(ArgumentResult result)
    {
        switch (result.Tokens[0].Value)
        {
            case "tab" or "\\t":
                return '\t';
            case [var separator] when char.IsAscii(separator):
                return separator;
            default:
                result.AddError("--delimiter is one ASCII character, or tab.");
                return null;
        }
    }

    private static void CheckEncoding(OptionResult result)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        try
        {
            Encoding.GetEncoding(result.Tokens[0].Value);
        }
        catch (Exception exception) when (exception is ArgumentException or NotSupportedException)
        {
            // There is no Try form.
            result.AddError($"--encoding {result.Tokens[0].Value} is not known here. Take a name such as utf-8, utf-16 or windows-1252.");
        }
    }

    private void RefuseBoth(CommandResult result)
    {
        if (result.GetResult(_header) is { Implicit: false } && result.GetResult(_noHeader) is { Implicit: false })
            result.AddError("--header and --no-header contradict each other.");
    }
}
