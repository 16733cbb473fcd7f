using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using SysCsv.Persistence.Relational;

namespace SysCsv.Portal.Tests.Security;

/// <summary>The accounts' database behind a driver that gives up by itself while it is told to, which some drivers call a cancellation.</summary>
internal sealed class SlowDatabase : DbCommandInterceptor
{
    private volatile bool _isSlow;
    private int _gaveUp;

    public bool IsSlow
    {
        get => _isSlow;
        set => _isSlow = value;
    }

    /// <summary>How often it gave up.</summary>
    public int GaveUp => Volatile.Read(ref _gaveUp);

    public void Replace(IServiceCollection services) => services.AddSingleton<IRelationalDatabase>(
        provider => new Database(provider.GetRequiredService<StoreDatabase>(), this));

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
    {
        GiveUp();
        return new(result);
    }

    private void GiveUp()
    {
        if (!IsSlow)
            return;
        Interlocked.Increment(ref _gaveUp);
        throw new TaskCanceledException("The driver's time is up.");
    }

    private sealed class Database(IRelationalDatabase inner, SlowDatabase slow) : IRelationalDatabase
    {
        public string Name => inner.Name;

        public void Configure(DbContextOptionsBuilder options)
        {
            inner.Configure(options);
            options.AddInterceptors(slow);
        }

        public Task MigrateAsync(DbContext context, CancellationToken cancellationToken)
        {
            slow.GiveUp();
            return inner.MigrateAsync(context, cancellationToken);
        }

        public ValueTask<IDisposable?> TakeTurnAsync(CancellationToken cancellationToken) => inner.TakeTurnAsync(cancellationToken);
    }
}
