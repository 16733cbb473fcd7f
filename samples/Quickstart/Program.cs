// The whole of SysCsv in one process: publisher, embedded queue, consumer, SQLite.
using System.CommandLine;
using Samples;
using SysCsv.Imports;

var file = new Argument<string>("file") { Description = "The CSV file, plain or gzip.", DefaultValueFactory = _ => Path.Combine(AppContext.BaseDirectory, "contacts.csv") };
var data = new Option<string>("--data") { Description = "The folder of the queue and the database.", DefaultValueFactory = _ => "syscsv-data" };
var policy = new Option<DuplicatePolicy>("--policy") { Description = "Which data a contact keeps when its e-mail comes again." };
var command = new RootCommand("Imports a CSV file of contacts into a SQLite database, one contact per e-mail.") { file, data, policy };

command.SetAction((parsed, cancellationToken) => ExitCode.OfAsync(() =>
    Quickstart.RunAsync(args, parsed.GetRequiredValue(file), parsed.GetRequiredValue(data), parsed.GetValue(policy), cancellationToken)));
return await command.Parse([.. args.Where(argument => !Settings.IsSetting(argument))]).InvokeAsync();
