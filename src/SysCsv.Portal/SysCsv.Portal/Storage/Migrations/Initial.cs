using System.Diagnostics.CodeAnalysis;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace SysCsv.Portal.Storage.Migrations;

/// <summary>Written by hand without a type of any database in it, so that one set of migrations serves every provider.</summary>
[DbContext(typeof(PortalDbContext))]
[Migration("20261124000000_Initial")]
[SuppressMessage("Performance", "CA1812", Justification = "EF Core creates it.")]
internal sealed class Initial : Migration
{
    private const int Id = 36;
    private const int Digest = 64;
    private const int Name = 256;

    protected override void Up(MigrationBuilder migrationBuilder)
    {
        CreateUploads(migrationBuilder);
        CreateImports(migrationBuilder);
        CreateAudit(migrationBuilder);
        CreateDepth(migrationBuilder);
        CreateApiKeys(migrationBuilder);
    }

    private static void CreateUploads(MigrationBuilder migration)
    {
        migration.CreateTable(
            "portal_uploads",
            table => new
            {
                id = table.Column<string>(maxLength: Id, unicode: false, nullable: false),
                file_name = table.Column<string>(maxLength: Name, nullable: false),
                size = table.Column<long>(nullable: false),
                sha256 = table.Column<string>(maxLength: Digest, unicode: false, nullable: false),
                uploaded = table.Column<DateTime>(nullable: false),
                uploaded_by = table.Column<string>(maxLength: Name, nullable: false),
                import_id = table.Column<string>(maxLength: Id, unicode: false, nullable: true),
                removed = table.Column<DateTime>(nullable: true),
            },
            constraints: table => table.PrimaryKey("pk_portal_uploads", row => row.id));
        migration.CreateIndex("ix_portal_uploads_sha256", "portal_uploads", "sha256");
    }

    private static void CreateImports(MigrationBuilder migration)
    {
        migration.CreateTable(
            "portal_imports",
            table => new
            {
                id = table.Column<string>(maxLength: Id, unicode: false, nullable: false),
                upload_id = table.Column<string>(maxLength: Id, unicode: false, nullable: false),
                file_name = table.Column<string>(maxLength: Name, nullable: false),
                bytes_total = table.Column<long>(nullable: false),
                policy = table.Column<int>(nullable: false),
                reading = table.Column<string>(nullable: false),
                state = table.Column<int>(nullable: false),
                lease_owner = table.Column<string>(maxLength: Id, unicode: false, nullable: true),
                lease_until = table.Column<DateTime>(nullable: true),
                rows_sent = table.Column<long>(nullable: false),
                bytes_sent = table.Column<long>(nullable: false),
                records = table.Column<long>(nullable: true),
                message = table.Column<string>(nullable: true),
                accepted = table.Column<DateTime>(nullable: false),
                accepted_by = table.Column<string>(maxLength: Name, nullable: false),
                ended = table.Column<DateTime>(nullable: true),
                settled = table.Column<bool>(nullable: false),
                request_key = table.Column<string>(maxLength: Digest, unicode: false, nullable: false),
            },
            constraints: table => table.PrimaryKey("pk_portal_imports", row => row.id));
        migration.CreateIndex("ix_portal_imports_request_key", "portal_imports", "request_key", unique: true);
        migration.CreateIndex("ix_portal_imports_state_id", "portal_imports", ["state", "id"]);
        migration.CreateIndex("ix_portal_imports_settled_id", "portal_imports", ["settled", "id"]);
        migration.CreateIndex("ix_portal_imports_upload_id", "portal_imports", "upload_id");
    }

    private static void CreateAudit(MigrationBuilder migration) => migration.CreateTable(
        "portal_audit",
        table => new
        {
            id = table.Column<string>(maxLength: Id, unicode: false, nullable: false),
            at = table.Column<DateTime>(nullable: false),
            actor = table.Column<string>(maxLength: Name, nullable: false),
            address = table.Column<string>(maxLength: Digest, nullable: true),
            action = table.Column<string>(maxLength: Digest, nullable: false),
            subject = table.Column<string>(maxLength: Name, nullable: false),
            details = table.Column<string>(nullable: true),
        },
        constraints: table => table.PrimaryKey("pk_portal_audit", row => row.id));

    private static void CreateDepth(MigrationBuilder migration) => migration.CreateTable(
        "portal_depth",
        table => new
        {
            bucket = table.Column<long>(nullable: false),
            ready = table.Column<long>(nullable: false),
            in_flight = table.Column<long>(nullable: false),
            dead_lettered = table.Column<long>(nullable: false),
            consumers = table.Column<int>(nullable: true),
            rows_in = table.Column<double>(nullable: false),
            rows_out = table.Column<double>(nullable: false),
        },
        constraints: table => table.PrimaryKey("pk_portal_depth", row => row.bucket));

    private static void CreateApiKeys(MigrationBuilder migration)
    {
        migration.CreateTable(
            "portal_api_keys",
            table => new
            {
                id = table.Column<string>(maxLength: Id, unicode: false, nullable: false),
                name = table.Column<string>(maxLength: Name, nullable: false),
                hash = table.Column<string>(maxLength: Digest, unicode: false, nullable: false),
                scope = table.Column<string>(maxLength: Digest, unicode: false, nullable: false),
                created = table.Column<DateTime>(nullable: false),
                created_by = table.Column<string>(maxLength: Name, nullable: false),
                last_used = table.Column<DateTime>(nullable: true),
                revoked = table.Column<DateTime>(nullable: true),
            },
            constraints: table => table.PrimaryKey("pk_portal_api_keys", row => row.id));
        migration.CreateIndex("ix_portal_api_keys_hash", "portal_api_keys", "hash", unique: true);
    }
}
