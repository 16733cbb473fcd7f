using SysCsv.Portal.Host;

var builder = WebApplication.CreateBuilder(args);
builder.AddPortalHost();
var app = builder.Build();
app.UsePortalHost();
await app.RunAsync();
