// Program 1: publishes CSV files to the queue that the configuration names.
using System.CommandLine;
using Samples;

var files = new Argument<string[]>("files") { Description = "CSV files, plain or gzip; - for standard input.", Arity = ArgumentArity.OneOrMore }.Check();
var import = new ImportOptions();
var command = new RootCommand("Publishes each row of CSV files to the queue. Settings: appsettings.json, environment (SysCsv__Transport=RabbitMq) or --SysCsv:Transport=RabbitMq.") { files };
import.AddTo(command);

return await CommandLine.RunAsync(command, args, (parsed, settings, cancellationToken) =>
    Publisher.RunAsync(settings, parsed.GetRequiredValue(files), import.Read(parsed), cancellationToken));
