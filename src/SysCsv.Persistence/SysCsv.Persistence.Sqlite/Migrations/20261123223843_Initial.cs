using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace SysCsv.Persistence.Sqlite.Migrations
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
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    normalized_email = table.Column<string>(type: "TEXT", maxLength: 254, nullable: false),
                    email = table.Column<string>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: true),
                    name_key = table.Column<string>(type: "TEXT", maxLength: 128, nullable: false),
                    attributes = table.Column<string>(type: "TEXT", nullable: false),
                    created_import = table.Column<string>(type: "TEXT", unicode: false, maxLength: 36, nullable: false),
                    created_row = table.Column<long>(type: "INTEGER", nullable: false),
                    changed_import = table.Column<string>(type: "TEXT", unicode: false, maxLength: 36, nullable: false),
                    changed_row = table.Column<long>(type: "INTEGER", nullable: false),
                    created = table.Column<DateTime>(type: "TEXT", nullable: false),
                    changed = table.Column<DateTime>(type: "TEXT", nullable: false),
                    layers = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_contacts", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "failed_rows",
                columns: table => new
                {
                    import_id = table.Column<string>(type: "TEXT", unicode: false, maxLength: 36, nullable: false),
                    row = table.Column<long>(type: "INTEGER", nullable: false),
                    line = table.Column<long>(type: "INTEGER", nullable: false),
                    reason = table.Column<string>(type: "TEXT", nullable: false),
                    raw_text = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_failed_rows", x => new { x.import_id, x.row });
                });

            migrationBuilder.CreateTable(
                name: "imports",
                columns: table => new
                {
                    id = table.Column<string>(type: "TEXT", unicode: false, maxLength: 36, nullable: false),
                    policy = table.Column<int>(type: "INTEGER", nullable: false),
                    state = table.Column<int>(type: "INTEGER", nullable: false),
                    file_name = table.Column<string>(type: "TEXT", nullable: true),
                    columns = table.Column<string>(type: "TEXT", nullable: true),
                    records = table.Column<long>(type: "INTEGER", nullable: true),
                    inserted = table.Column<long>(type: "INTEGER", nullable: false),
                    updated = table.Column<long>(type: "INTEGER", nullable: false),
                    duplicate = table.Column<long>(type: "INTEGER", nullable: false),
                    rejected = table.Column<long>(type: "INTEGER", nullable: false),
                    failed = table.Column<long>(type: "INTEGER", nullable: false),
                    first_seen = table.Column<DateTime>(type: "TEXT", nullable: false),
                    completed = table.Column<DateTime>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_imports", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "rejected_rows",
                columns: table => new
                {
                    import_id = table.Column<string>(type: "TEXT", unicode: false, maxLength: 36, nullable: false),
                    row = table.Column<long>(type: "INTEGER", nullable: false),
                    line = table.Column<long>(type: "INTEGER", nullable: false),
                    reason = table.Column<string>(type: "TEXT", nullable: false),
                    detail = table.Column<string>(type: "TEXT", nullable: true),
                    raw_text = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_rejected_rows", x => new { x.import_id, x.row });
                });

            migrationBuilder.CreateTable(
                name: "row_ledger",
                columns: table => new
                {
                    import_id = table.Column<string>(type: "TEXT", unicode: false, maxLength: 36, nullable: false),
                    block = table.Column<long>(type: "INTEGER", nullable: false),
                    bits = table.Column<byte[]>(type: "BLOB", nullable: false)
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
