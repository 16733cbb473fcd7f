// Program 1: publishes CSV files to the queue that the configuration names.
using System.CommandLine;
using Samples;
using SysCsv.Imports;

var files = new Argument<string[]>("files") { Description = "CSV files, plain or gzip; - for standard input.", Arity = ArgumentArity.OneOrMore };
var policy = new Option<DuplicatePolicy>("--policy") { Description = "Which data a contact keeps when its e-mail comes again." };
var encoding = new Option<string?>("--encoding") { Description = "The encoding, such as windows-1252. Detected if not given." };
var emailColumn = new Option<string?>("--email-column") { Description = "The label or number of the e-mail column. Detected if not given." };
var nameColumn = new Option<string?>("--name-column") { Description = "The label or number of the name column. Detected if not given." };
var command = new RootCommand("Publishes each row of CSV files to the queue. Settings: appsettings.json, environment (SysCsv__Transport=RabbitMq) or --SysCsv:Transport=RabbitMq.")
{
    files, policy, encoding, emailColumn, nameColumn,
};

command.SetAction((parsed, cancellationToken) => ExitCode.OfAsync(() => Publisher.RunAsync(
    args,
    parsed.GetRequiredValue(files),
    new()
    {
        Policy = parsed.GetValue(policy),
        Csv = new() { Encoding = parsed.GetValue(encoding), EmailColumn = parsed.GetValue(emailColumn), NameColumn = parsed.GetValue(nameColumn) },
    },
    cancellationToken)));
return await command.Parse([.. args.Where(argument => !Settings.IsSetting(argument))]).InvokeAsync();
