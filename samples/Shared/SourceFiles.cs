using System.CommandLine;
using System.CommandLine.Parsing;

namespace Samples;

/// <summary>The files on the command line; all of them are looked for before the first is read.</summary>
internal static class SourceFiles
{
    public const string StandardInput = "-";

    public static Argument<T> Check<T>(this Argument<T> files)
    {
        files.Validators.Add(CommandLine.RefuseUnknownOptions);
        files.Validators.Add(RefuseMissing);
        return files;
    }

    public static string NameOf(string file) => file == StandardInput ? "standard input" : Path.GetFileName(file);

    private static void RefuseMissing(ArgumentResult result)
    {
        foreach (var file in result.Tokens.Select(token => token.Value).Where(file => file.Length == 0 || file[0] != '-'))
            if (Directory.Exists(file))
                result.AddError($"{file} is a folder. Name the files in it.");
            else if (!File.Exists(file))
                result.AddError($"There is no file {file}.");
    }
}
