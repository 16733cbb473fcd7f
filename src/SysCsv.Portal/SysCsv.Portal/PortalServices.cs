using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using SysCsv.Portal.Contacts;
using SysCsv.Portal.Imports;
using SysCsv.Portal.Queue;
using SysCsv.Portal.Security;
using SysCsv.Portal.Storage;
using SysCsv.Portal.Uploads;

namespace SysCsv.Portal;

/// <summary>The services behind the portal's pages and its REST API.</summary>
internal static class PortalServices
{
    public static IServiceCollection AddPortalServices(this IServiceCollection services)
    {
        services.TryAddSingleton(provider => PortalTiming.Of(provider.GetRequiredService<IOptions<PortalOptions>>().Value));
        services.TryAddSingleton<PortalDatabase>();
        services.AddHostedService<SchemaPreparation>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<SysCsvRole>, RelationalStoreValidator>());
        services.TryAddSingleton<AuditTrail>();
        services.TryAddSingleton<IAuditTrail>(provider => provider.GetRequiredService<AuditTrail>());
        return services.AddUploads().AddImports().AddQueue().AddContacts();
    }

    private static IServiceCollection AddUploads(this IServiceCollection services)
    {
        services.TryAddSingleton<StagingFolder>();
        services.TryAddSingleton<FilePreviews>();
        services.TryAddSingleton<IDryRuns, DryRuns>();
        services.TryAddSingleton<IUploads, UploadService>();
        services.TryAddSingleton<StagingSweeper>();
        services.AddHostedService(provider => provider.GetRequiredService<StagingSweeper>());
        return services;
    }

    private static IServiceCollection AddImports(this IServiceCollection services)
    {
        services.TryAddSingleton<ImportSignal>();
        services.TryAddSingleton<AcceptedImports>();
        services.TryAddSingleton<SendingAgain>();
        services.TryAddSingleton<LeasedImports>();
        services.TryAddSingleton<ImportList>();
        services.TryAddSingleton<ImportSender>();
        services.TryAddSingleton<KeptFiles>();
        services.TryAddSingleton<RowFates>();
        services.TryAddSingleton<RowLookup>();
        services.TryAddSingleton<RowList>();
        services.TryAddSingleton<RejectedRowsFile>();
        services.TryAddSingleton<IImports, ImportService>();
        services.AddHostedService<StagedImportPublisher>();
        return services;
    }

    private static IServiceCollection AddQueue(this IServiceCollection services)
    {
        services.TryAddSingleton<QueueLook>();
        services.TryAddSingleton<DeadLetterService>();
        services.TryAddSingleton<RunningImports>();
        services.TryAddSingleton<ContactCounts>();
        services.TryAddSingleton<FeedReader>();
        services.TryAddSingleton<DepthHistory>();
        services.TryAddSingleton<DepthSampler>();
        services.TryAddSingleton<PortalFeedService>();
        services.TryAddSingleton<IPortalFeed>(provider => provider.GetRequiredService<PortalFeedService>());
        services.AddHostedService(provider => provider.GetRequiredService<DepthSampler>());
        services.AddHostedService(provider => provider.GetRequiredService<PortalFeedService>());
        return services;
    }

    private static IServiceCollection AddContacts(this IServiceCollection services)
    {
        services.TryAddSingleton<ContactEditor>();
        services.TryAddSingleton<ContactEraser>();
        services.TryAddSingleton<ContactExport>();
        services.TryAddSingleton<HeldFiles>();
        services.TryAddSingleton<HeldDeadLetters>();
        services.TryAddSingleton<IContacts, ContactService>();
        return services;
    }
}
