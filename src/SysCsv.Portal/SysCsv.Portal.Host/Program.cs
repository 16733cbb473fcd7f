using SysCsv.Portal.Host;

// Settings and files of the program lie beside it, wherever it is started; its data lies where it is started.
var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
builder.AddPortalHost();
var app = builder.Build();
app.UsePortalHost();
await app.RunAsync();
