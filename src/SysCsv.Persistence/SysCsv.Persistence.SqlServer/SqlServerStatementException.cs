using Microsoft.Data.SqlClient;

namespace SysCsv.Persistence.SqlServer;

/// <summary>An error of a statement, without the server's text: that can hold values of rows, which are personal data.</summary>
internal sealed class SqlServerStatementException(SqlException exception) : Exception(
    $"SQL Server error {exception.Number}, state {exception.State}, severity {exception.Class}, line {exception.LineNumber}. Its text may hold values of rows and is left out.");
