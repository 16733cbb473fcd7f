using System.Diagnostics.CodeAnalysis;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace SysCsv.Portal.Storage.Migrations;

/// <summary>Keeps with an import how its file was read.</summary>
[DbContext(typeof(PortalDbContext))]
[Migration("20261128000000_ReadAs")]
[SuppressMessage("Performance", "CA1812", Justification = "EF Core creates it.")]
internal sealed class ReadAs : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) =>
        migrationBuilder.AddColumn<string>("read_as", "portal_imports", nullable: true);
}
