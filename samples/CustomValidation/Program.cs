// A rule of the application's own: addresses of throw-away mail domains are rejected, and listed with the reason.
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Samples;
using SysCsv;
using SysCsv.Imports;
using SysCsv.Persistence;
using SysCsv.Publishing;

var folder = Directory.CreateTempSubdirectory("syscsv-").FullName;
var builder = Host.CreateEmptyApplicationBuilder(new());
builder.Services.AddSysCsvPublisher().UseEmbeddedTransport(Path.Combine(folder, "queue.db"));
builder.Services.AddSysCsvConsumer()
    .UseEmbeddedTransport(Path.Combine(folder, "queue.db"))
    .UseSqlite($"Data Source={Path.Combine(folder, "contacts.db")}")
    .AddRowValidator<NoThrowAwayMail>();

using var host = builder.Build();
await host.Services.GetRequiredService<IContactStore>().EnsureSchemaAsync(CancellationToken.None);
await host.StartAsync();

var file = new MemoryStream(Encoding.UTF8.GetBytes("Name,Email\nAnn,ann@example.com\nBob,bob@trashmail.example\n"));
var report = await host.Services.GetRequiredService<IImportPublisher>().PublishAsync(file);
var reader = host.Services.GetRequiredService<IImportReader>();
while (await reader.FindImportAsync(report.Import) is not { State: ImportState.Completed })
    await Task.Delay(50);

foreach (var row in (await reader.ListRejectedAsync(report.Import)).Items)
    Console.WriteLine($"line {row.Line}: {row.Reason}: {row.Detail}");
await host.StopAsync();
Directory.Delete(folder, recursive: true);
