// Imports a CSV file by the portal's REST API. It needs no package of SysCsv: any language can do the same.
using System.CommandLine;
using Samples;

var file = new Argument<FileInfo>("file") { Description = "The CSV file, plain or gzip." };
var portal = new Option<Uri>("--portal") { Description = "The address of the portal.", DefaultValueFactory = _ => new("http://127.0.0.1:5080") };
var policy = new Option<string>("--policy") { Description = "keepLast, keepFirst or fillBlanks.", DefaultValueFactory = _ => "keepLast" };
var command = new RootCommand("Uploads a CSV file to the portal, waits for the import and prints its account. The API key stands in SYSCSV_API_KEY.") { file, portal, policy };

command.SetAction((parsed, cancellationToken) => ApiClient.RunAsync(
    parsed.GetRequiredValue(portal), Environment.GetEnvironmentVariable("SYSCSV_API_KEY"), parsed.GetRequiredValue(file), parsed.GetRequiredValue(policy), cancellationToken));
return await command.Parse(args).InvokeAsync();
