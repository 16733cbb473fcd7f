using Microsoft.EntityFrameworkCore;

namespace SysCsv.Persistence.SqlServer.Tests;

/// <summary>A context that no server stands behind.</summary>
internal static class Offline
{
    public static SqlServerDbContext Context() => new(new DbContextOptionsBuilder<SqlServerDbContext>().UseSqlServer("Server=nowhere;Database=none").Options);
}
