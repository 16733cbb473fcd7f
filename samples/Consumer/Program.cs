// Program 2: writes the rows of the queue into the database that the configuration names. Run as many as you like.
using System.CommandLine;
using Samples;

var exitWhenIdle = new Option<bool>("--exit-when-idle") { Description = "End when the queue is empty, with an account of the newest imports." };
var rejected = new Option<string?>("--rejected") { Description = "With --exit-when-idle: writes their rejected rows as CSV into this file; - for standard output." };
var command = new RootCommand("Consumes rows into the database. Settings: appsettings.json, environment (SysCsv__Store=Postgres) or --SysCsv:Store=Postgres.") { exitWhenIdle, rejected };
command.Validators.Add(result =>
{
    if (result.GetValue(rejected) is not null && !result.GetValue(exitWhenIdle))
        result.AddError("--rejected goes with --exit-when-idle: a consumer that runs on never has the last rejected row.");
});

return await CommandLine.RunAsync(command, args, (parsed, settings, cancellationToken) => parsed.GetValue(exitWhenIdle)
    ? Consumer.RunUntilIdleAsync(settings, parsed.GetValue(rejected), cancellationToken)
    : Consumer.RunAsync(settings, cancellationToken));
