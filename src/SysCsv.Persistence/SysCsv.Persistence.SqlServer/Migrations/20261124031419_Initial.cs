using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace SysCsv.Persistence.SqlServer.Migrations
{
    /// <inheritdoc />
    internal sealed partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "contacts",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    normalized_email = table.Column<string>(type: "nvarchar(254)", maxLength: 254, nullable: false, collation: "Latin1_General_100_BIN2"),
                    email = table.Column<string>(type: "nvarchar(max)", nullable: false),
                    name = table.Column<string>(type: "nvarchar(max)", nullable: true),
                    name_key = table.Column<string>(type: "nvarchar(128)", maxLength: 128, nullable: false, collation: "Latin1_General_100_BIN2"),
                    attributes = table.Column<string>(type: "nvarchar(max)", nullable: false),
                    created_import = table.Column<byte[]>(type: "binary(16)", nullable: false),
                    created_row = table.Column<long>(type: "bigint", nullable: false),
                    changed_import = table.Column<byte[]>(type: "binary(16)", nullable: false),
                    changed_row = table.Column<long>(type: "bigint", nullable: false),
                    created = table.Column<DateTime>(type: "datetime2(6)", precision: 6, nullable: false),
                    changed = table.Column<DateTime>(type: "datetime2(6)", precision: 6, nullable: false),
                    layers = table.Column<string>(type: "nvarchar(max)", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_contacts", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "failed_rows",
                columns: table => new
                {
                    import_id = table.Column<byte[]>(type: "binary(16)", nullable: false),
                    row = table.Column<long>(type: "bigint", nullable: false),
                    line = table.Column<long>(type: "bigint", nullable: false),
                    reason = table.Column<string>(type: "nvarchar(max)", nullable: false),
                    raw_text = table.Column<string>(type: "nvarchar(max)", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_failed_rows", x => new { x.import_id, x.row });
                });

            migrationBuilder.CreateTable(
                name: "imports",
                columns: table => new
                {
                    id = table.Column<byte[]>(type: "binary(16)", nullable: false),
                    policy = table.Column<int>(type: "int", nullable: false),
                    state = table.Column<int>(type: "int", nullable: false),
                    file_name = table.Column<string>(type: "nvarchar(max)", nullable: true),
                    columns = table.Column<string>(type: "nvarchar(max)", nullable: true),
                    records = table.Column<long>(type: "bigint", nullable: true),
                    inserted = table.Column<long>(type: "bigint", nullable: false),
                    updated = table.Column<long>(type: "bigint", nullable: false),
                    duplicate = table.Column<long>(type: "bigint", nullable: false),
                    rejected = table.Column<long>(type: "bigint", nullable: false),
                    failed = table.Column<long>(type: "bigint", nullable: false),
                    first_seen = table.Column<DateTime>(type: "datetime2(6)", precision: 6, nullable: false),
                    completed = table.Column<DateTime>(type: "datetime2(6)", precision: 6, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_imports", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "rejected_rows",
                columns: table => new
                {
                    import_id = table.Column<byte[]>(type: "binary(16)", nullable: false),
                    row = table.Column<long>(type: "bigint", nullable: false),
                    line = table.Column<long>(type: "bigint", nullable: false),
                    reason = table.Column<string>(type: "nvarchar(max)", nullable: false),
                    detail = table.Column<string>(type: "nvarchar(max)", nullable: true),
                    raw_text = table.Column<string>(type: "nvarchar(max)", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_rejected_rows", x => new { x.import_id, x.row });
                });

            migrationBuilder.CreateTable(
                name: "row_ledger",
                columns: table => new
                {
                    import_id = table.Column<byte[]>(type: "binary(16)", nullable: false),
                    block = table.Column<long>(type: "bigint", nullable: false),
                    bits = table.Column<byte[]>(type: "varbinary(max)", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_row_ledger", x => new { x.import_id, x.block });
                });

            migrationBuilder.CreateIndex(
                name: "ix_contacts_created_id",
                table: "contacts",
                columns: new[] { "created", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_contacts_name_key_id",
                table: "contacts",
                columns: new[] { "name_key", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_contacts_normalized_email",
                table: "contacts",
                column: "normalized_email",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_imports_state_id",
                table: "imports",
                columns: new[] { "state", "id" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "contacts");

            migrationBuilder.DropTable(
                name: "failed_rows");

            migrationBuilder.DropTable(
                name: "imports");

            migrationBuilder.DropTable(
                name: "rejected_rows");

            migrationBuilder.DropTable(
                name: "row_ledger");
        }
    }
}
