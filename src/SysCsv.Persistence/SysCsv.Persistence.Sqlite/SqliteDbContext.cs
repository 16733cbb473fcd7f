using Microsoft.EntityFrameworkCore;
using SysCsv.Persistence.Relational.Model;

namespace SysCsv.Persistence.Sqlite;

/// <summary>The model on SQLite.</summary>
internal sealed class SqliteDbContext(DbContextOptions<SqliteDbContext> options) : SysCsvDbContext(options);
