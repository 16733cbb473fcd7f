using Microsoft.AspNetCore.Hosting.Server;

namespace SysCsv.Portal.Host.Web;

/// <summary>Has the host's server warm up before it listens.</summary>
internal static class WarmUp
{
    public static void AddWarmUp(this IServiceCollection services)
    {
        var server = services.Last(service => service.ServiceType == typeof(IServer));
        services.Remove(server);
        services.AddSingleton<WarmPages>();
        services.AddSingleton<IServer>(provider => ActivatorUtilities.CreateInstance<WarmServer>(
            provider, (IServer)ActivatorUtilities.CreateInstance(provider, server.ImplementationType!)));
    }
}
