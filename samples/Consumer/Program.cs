// Program 2: writes the rows of the queue into the database that the configuration names. Run as many as you like.
using System.CommandLine;
using Samples;

var exitWhenIdle = new Option<bool>("--exit-when-idle") { Description = "End when the queue is empty, with an account of the imports." };
var command = new RootCommand("Consumes rows into the database. Settings: appsettings.json, environment (SysCsv__Store=Postgres) or --SysCsv:Store=Postgres.") { exitWhenIdle };

command.SetAction((parsed, cancellationToken) => ExitCode.OfAsync(() => Consumer.RunAsync(args, parsed.GetValue(exitWhenIdle), cancellationToken)));
return await command.Parse([.. args.Where(argument => !Settings.IsSetting(argument))]).InvokeAsync(new() { ProcessTerminationTimeout = null });
