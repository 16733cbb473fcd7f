// Uses SysCsv as packages, with no reference to its projects:
//
//   dotnet pack SysCsv.sln -c Release -o samples/feed
//   dotnet run --project samples/PackageConsumer
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using SysCsv;
using SysCsv.Imports;
using SysCsv.Persistence;
using SysCsv.Publishing;

var folder = Directory.CreateTempSubdirectory("syscsv-packages-");
var builder = Host.CreateEmptyApplicationBuilder(new());
builder.Services.AddSysCsvPublisher();
builder.Services.AddSysCsvConsumer()
    .UseEmbeddedTransport(Path.Combine(folder.FullName, "queue.db"))
    .UseSqlite($"Data Source={Path.Combine(folder.FullName, "contacts.db")}");

using var host = builder.Build();
await host.Services.GetRequiredService<IContactStore>().EnsureSchemaAsync(CancellationToken.None);
await host.StartAsync();
using var csv = new MemoryStream(Encoding.UTF8.GetBytes("email,name\nann@example.org,Ann\nANN@example.org,Anna\nnobody,No One\n"));
var report = await host.Services.GetRequiredService<IImportPublisher>().PublishAsync(csv);

using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
Import? import = null;
while (import is not { State: ImportState.Completed } && await timer.WaitForNextTickAsync())
    import = await host.Services.GetRequiredService<IImportReader>().FindImportAsync(report.Import);
await host.StopAsync();

var counts = import!.Counts;
Console.WriteLine($"rows={counts.Total} inserted={counts.Inserted} updated={counts.Updated} duplicate={counts.Duplicate} rejected={counts.Rejected} failed={counts.Failed}");
