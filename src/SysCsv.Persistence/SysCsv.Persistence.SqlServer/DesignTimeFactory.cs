using System.Diagnostics.CodeAnalysis;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace SysCsv.Persistence.SqlServer;

/// <summary>For <c>dotnet ef migrations</c>, which needs the model and no database.</summary>
[SuppressMessage("Performance", "CA1812", Justification = "dotnet ef creates it.")]
internal sealed class DesignTimeFactory : IDesignTimeDbContextFactory<SqlServerDbContext>
{
    public SqlServerDbContext CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<SqlServerDbContext>().UseSqlServer("Server=localhost").Options);
}
