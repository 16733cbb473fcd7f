// The whole of SysCsv in one process: publisher, embedded queue, consumer, SQLite.
using System.CommandLine;
using Samples;

var file = new Argument<string>("file") { Description = "The CSV file, plain or gzip; - for standard input.", DefaultValueFactory = _ => Path.Combine(AppContext.BaseDirectory, "contacts.csv") }.Check();
var data = new Option<string>("--data") { Description = "The folder of the queue and the database.", DefaultValueFactory = _ => "syscsv-data" };
var rejected = new Option<string?>("--rejected") { Description = "Writes the rejected rows as CSV into this file; - for standard output." };
var import = new ImportOptions();
var command = new RootCommand("Imports a CSV file of contacts into a SQLite database, one contact per e-mail.") { file, data, rejected };
import.AddTo(command);

return await CommandLine.RunAsync(command, args, (parsed, settings, cancellationToken) => Quickstart.RunAsync(
    settings, parsed.GetRequiredValue(file), parsed.GetRequiredValue(data), import.Read(parsed), parsed.GetValue(rejected), cancellationToken));
