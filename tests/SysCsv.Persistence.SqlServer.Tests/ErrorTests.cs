namespace SysCsv.Persistence.SqlServer.Tests;

public sealed class ErrorTests
{
    [Theory]
    [InlineData(1205, StoreFailure.Conflict)]
    [InlineData(1222, StoreFailure.Conflict)]
    [InlineData(2601, StoreFailure.Conflict)]
    [InlineData(2627, StoreFailure.Conflict)]
    [InlineData(3960, StoreFailure.Conflict)]
    [InlineData(3961, StoreFailure.Conflict)]
    [InlineData(-2, StoreFailure.Timeout)]
    [InlineData(258, StoreFailure.Timeout)]
    [InlineData(1101, StoreFailure.ReadOnly)]
    [InlineData(1105, StoreFailure.ReadOnly)]
    [InlineData(9002, StoreFailure.ReadOnly)]
    [InlineData(40544, StoreFailure.ReadOnly)]
    [InlineData(3906, StoreFailure.ReadOnly)]
    [InlineData(18456, StoreFailure.AccessDenied)]
    [InlineData(18452, StoreFailure.AccessDenied)]
    [InlineData(229, StoreFailure.AccessDenied)]
    [InlineData(262, StoreFailure.AccessDenied)]
    [InlineData(40615, StoreFailure.AccessDenied)]
    [InlineData(207, StoreFailure.SchemaMismatch)]
    [InlineData(208, StoreFailure.SchemaMismatch)]
    [InlineData(2812, StoreFailure.SchemaMismatch)]
    [InlineData(4060, StoreFailure.Misconfigured)]
    [InlineData(4064, StoreFailure.Misconfigured)]
    [InlineData(911, StoreFailure.Misconfigured)]
    [InlineData(-1, StoreFailure.Unavailable)]
    [InlineData(2, StoreFailure.Unavailable)]
    [InlineData(53, StoreFailure.Unavailable)]
    [InlineData(64, StoreFailure.Unavailable)]
    [InlineData(109, StoreFailure.Unavailable)]
    [InlineData(121, StoreFailure.Unavailable)]
    [InlineData(233, StoreFailure.Unavailable)]
    [InlineData(10053, StoreFailure.Unavailable)]
    [InlineData(10054, StoreFailure.Unavailable)]
    [InlineData(10060, StoreFailure.Unavailable)]
    [InlineData(10061, StoreFailure.Unavailable)]
    [InlineData(11001, StoreFailure.Unavailable)]
    [InlineData(701, StoreFailure.Unavailable)]
    [InlineData(1204, StoreFailure.Unavailable)]
    [InlineData(10928, StoreFailure.Unavailable)]
    [InlineData(10929, StoreFailure.Unavailable)]
    [InlineData(40197, StoreFailure.Unavailable)]
    [InlineData(40501, StoreFailure.Unavailable)]
    [InlineData(40613, StoreFailure.Unavailable)]
    [InlineData(42108, StoreFailure.Unavailable)]
    [InlineData(49918, StoreFailure.Unavailable)]
    [InlineData(49919, StoreFailure.Unavailable)]
    [InlineData(49920, StoreFailure.Unavailable)]
    [InlineData(245, StoreFailure.DataRefused)]
    [InlineData(515, StoreFailure.DataRefused)]
    [InlineData(547, StoreFailure.DataRefused)]
    [InlineData(2628, StoreFailure.DataRefused)]
    [InlineData(8114, StoreFailure.DataRefused)]
    [InlineData(8115, StoreFailure.DataRefused)]
    [InlineData(8152, StoreFailure.DataRefused)]
    [InlineData(50000, StoreFailure.Other)]
    [InlineData(33557097, StoreFailure.Other)]
    public void Error_number_decides_what_happens_next(int number, StoreFailure expected) =>
        Assert.Equal(expected, SqlServerErrors.Classify(number, severity: 14));

    [Fact]
    public void Unknown_error_that_ends_the_connection_is_an_outage() =>
        Assert.Equal(StoreFailure.Unavailable, SqlServerErrors.Classify(50000, severity: 20));

    [Fact]
    public void First_error_that_says_anything_decides()
    {
        Assert.Equal(StoreFailure.DataRefused, SqlServerErrors.Classify(ServerErrors.Exception(2628, 3621)));
        Assert.Equal(StoreFailure.Conflict, SqlServerErrors.Classify(ServerErrors.Exception(3621, 1205)));
        Assert.Equal(StoreFailure.Other, SqlServerErrors.Classify(ServerErrors.Exception(3621)));
    }

    [Fact]
    public void Text_of_the_server_gets_out_only_where_it_is_about_no_statement()
    {
        var statement = SqlServerErrors.Disclose(ServerErrors.Exception(2627), StoreFailure.Conflict);
        var connection = SqlServerErrors.Disclose(ServerErrors.Exception(18456), StoreFailure.AccessDenied);

        Assert.DoesNotContain(ServerErrors.Text, statement.ToString(), StringComparison.Ordinal);
        Assert.Contains("2627", statement.Message, StringComparison.Ordinal);
        Assert.Contains(ServerErrors.Text, connection.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Failure_of_the_driver_means_what_the_error_of_the_server_within_means()
    {
        var bare = new InvalidOperationException { Source = "Microsoft.Data.SqlClient" };
        var around = new InvalidOperationException("", ServerErrors.Exception(1205)) { Source = "Microsoft.Data.SqlClient" };

        Assert.Equal(StoreFailure.Unavailable, SqlServerErrors.ClassifyOther(bare));
        Assert.Null(SqlServerErrors.ClassifyOther(around));
    }

    [Fact]
    public void Ids_are_ordered_as_imports_are()
    {
        var ids = Enumerable.Range(0, 1000).Select(i => Guid.CreateVersion7(DateTimeOffset.UnixEpoch.AddDays(20_000).AddMilliseconds(i * 37))).ToList();

        Assert.Equal(ids, ids.OrderBy(id => Convert.ToHexString(ImportIdBytes.ToBytes(id)), StringComparer.Ordinal));
        Assert.All(ids, id => Assert.Equal(id, ImportIdBytes.FromBytes(ImportIdBytes.ToBytes(id))));
    }
}
