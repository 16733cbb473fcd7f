using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;
using Microsoft.EntityFrameworkCore.Migrations.Operations.Builders;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

namespace SysCsv.Portal.Host.Accounts.Migrations;

/// <summary>The tables of accounts. Written by hand, without types of columns, for every database at once.</summary>
[DbContext(typeof(AccountsDbContext))]
[Migration("20261124000000_CreateAccounts")]
internal sealed class CreateAccounts : Migration
{
    private const int IdLength = 36;
    private const int NameLength = 256;
    private const int KeyLength = 128;

    protected override void Up(MigrationBuilder migrationBuilder)
    {
        CreateUsers(migrationBuilder);
        CreateClaims(migrationBuilder);
        CreateLogins(migrationBuilder);
        CreateTokens(migrationBuilder);
        CreateProtectionKeys(migrationBuilder);
        CreateSetUp(migrationBuilder);
    }

    protected override void Down(MigrationBuilder migrationBuilder)
    {
        string[] tables = ["portal_set_up", "portal_protection_keys", "portal_user_tokens", "portal_user_logins", "portal_user_claims", "portal_users"];
        foreach (var table in tables)
            migrationBuilder.DropTable(table);
    }

    private static void CreateUsers(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "portal_users",
            table => new
            {
                id = table.Column<string>(maxLength: IdLength, nullable: false),
                role = table.Column<string>(maxLength: 20, nullable: false),
                created = table.Column<DateTimeOffset>(nullable: false),
                user_name = table.Column<string>(maxLength: NameLength, nullable: true),
                normalized_user_name = table.Column<string>(maxLength: NameLength, nullable: true),
                email = table.Column<string>(maxLength: NameLength, nullable: true),
                normalized_email = table.Column<string>(maxLength: NameLength, nullable: true),
                email_confirmed = table.Column<bool>(nullable: false),
                password_hash = table.Column<string>(nullable: true),
                security_stamp = table.Column<string>(nullable: true),
                concurrency_stamp = table.Column<string>(nullable: true),
                phone_number = table.Column<string>(nullable: true),
                phone_number_confirmed = table.Column<bool>(nullable: false),
                two_factor_enabled = table.Column<bool>(nullable: false),
                lockout_end = table.Column<DateTimeOffset>(nullable: true),
                lockout_enabled = table.Column<bool>(nullable: false),
                access_failed_count = table.Column<int>(nullable: false),
            },
            constraints: table => table.PrimaryKey("pk_portal_users", user => user.id));

        // Never null for a user that this program made, so no filter is needed, which databases write differently.
        migrationBuilder.CreateIndex("ix_portal_users_normalized_user_name", "portal_users", "normalized_user_name", unique: true);
        migrationBuilder.CreateIndex("ix_portal_users_normalized_email", "portal_users", "normalized_email");
    }

    private static void CreateClaims(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "portal_user_claims",
            table => new
            {
                id = Numbered(table.Column<int>(nullable: false)),
                user_id = table.Column<string>(maxLength: IdLength, nullable: false),
                claim_type = table.Column<string>(nullable: true),
                claim_value = table.Column<string>(nullable: true),
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_portal_user_claims", claim => claim.id);
                table.ForeignKey("fk_portal_user_claims_user", claim => claim.user_id, "portal_users", "id", onDelete: ReferentialAction.Cascade);
            });
        migrationBuilder.CreateIndex("ix_portal_user_claims_user_id", "portal_user_claims", "user_id");
    }

    private static void CreateLogins(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "portal_user_logins",
            table => new
            {
                login_provider = table.Column<string>(maxLength: KeyLength, nullable: false),
                provider_key = table.Column<string>(maxLength: NameLength, nullable: false),
                provider_display_name = table.Column<string>(nullable: true),
                user_id = table.Column<string>(maxLength: IdLength, nullable: false),
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_portal_user_logins", login => new { login.login_provider, login.provider_key });
                table.ForeignKey("fk_portal_user_logins_user", login => login.user_id, "portal_users", "id", onDelete: ReferentialAction.Cascade);
            });
        migrationBuilder.CreateIndex("ix_portal_user_logins_user_id", "portal_user_logins", "user_id");
    }

    private static void CreateTokens(MigrationBuilder migrationBuilder) =>
        migrationBuilder.CreateTable(
            "portal_user_tokens",
            table => new
            {
                user_id = table.Column<string>(maxLength: IdLength, nullable: false),
                login_provider = table.Column<string>(maxLength: KeyLength, nullable: false),
                name = table.Column<string>(maxLength: KeyLength, nullable: false),
                value = table.Column<string>(nullable: true),
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_portal_user_tokens", token => new { token.user_id, token.login_provider, token.name });
                table.ForeignKey("fk_portal_user_tokens_user", token => token.user_id, "portal_users", "id", onDelete: ReferentialAction.Cascade);
            });

    private static void CreateProtectionKeys(MigrationBuilder migrationBuilder) =>
        migrationBuilder.CreateTable(
            "portal_protection_keys",
            table => new
            {
                id = Numbered(table.Column<int>(nullable: false)),
                friendly_name = table.Column<string>(nullable: true),
                xml = table.Column<string>(nullable: true),
            },
            constraints: table => table.PrimaryKey("pk_portal_protection_keys", key => key.id));

    private static void CreateSetUp(MigrationBuilder migrationBuilder) =>
        migrationBuilder.CreateTable(
            "portal_set_up",
            table => new
            {
                id = table.Column<int>(nullable: false),
                token_hash = table.Column<string>(maxLength: 64, nullable: false),
                expires = table.Column<DateTimeOffset>(nullable: false),
            },
            constraints: table => table.PrimaryKey("pk_portal_set_up", ticket => ticket.id));

    private static OperationBuilder<AddColumnOperation> Numbered(OperationBuilder<AddColumnOperation> column) => column
        .Annotation("Sqlite:Autoincrement", true)
        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn)
        .Annotation("SqlServer:Identity", "1, 1");
}
