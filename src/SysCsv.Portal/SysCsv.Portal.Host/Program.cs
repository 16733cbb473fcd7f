using SysCsv;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddSysCsvPortal()
    .UseConfiguredTransport(builder.Configuration)
    .UseConfiguredStore(builder.Configuration);
var app = builder.Build();
app.MapSysCsvPortal();
await app.RunAsync();
