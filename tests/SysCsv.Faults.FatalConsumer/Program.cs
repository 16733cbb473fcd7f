// A consumer with a rule of the application's own, by which the process dies of one row: no exception, no farewell.
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using SysCsv;
using SysCsv.Faults.FatalConsumer;

var builder = Host.CreateApplicationBuilder(args);
builder.Services.AddSysCsvConsumer()
    .UseConfiguredTransport(builder.Configuration)
    .UseConfiguredStore(builder.Configuration)
    .AddRowValidator<DiesOfOneRow>();
await builder.Build().RunAsync();
