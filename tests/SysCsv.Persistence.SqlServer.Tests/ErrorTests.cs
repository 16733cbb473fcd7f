namespace SysCsv.Persistence.SqlServer.Tests;

public sealed class ErrorTests
{
    [Theory]
    [InlineData(1205, StoreFailure.Conflict)]
    [InlineData(1222, StoreFailure.Conflict)]
    [InlineData(2601, StoreFailure.Conflict)]
    [InlineData(2627, StoreFailure.Conflict)]
    [InlineData(3960, StoreFailure.Conflict)]
    [InlineData(-2, StoreFailure.Timeout)]
    [InlineData(9002, StoreFailure.ReadOnly)]
    [InlineData(3906, StoreFailure.ReadOnly)]
    [InlineData(18456, StoreFailure.AccessDenied)]
    [InlineData(229, StoreFailure.AccessDenied)]
    [InlineData(208, StoreFailure.SchemaMismatch)]
    [InlineData(4060, StoreFailure.Misconfigured)]
    [InlineData(40501, StoreFailure.Unavailable)]
    [InlineData(40613, StoreFailure.Unavailable)]
    [InlineData(49918, StoreFailure.Unavailable)]
    [InlineData(10054, StoreFailure.Unavailable)]
    [InlineData(2628, StoreFailure.DataRefused)]
    [InlineData(515, StoreFailure.DataRefused)]
    [InlineData(50000, StoreFailure.Other)]
    public void Error_number_decides_what_happens_next(int number, StoreFailure expected) =>
        Assert.Equal(expected, SqlServerErrors.Classify(number, severity: 14));

    [Fact]
    public void Unknown_error_that_ends_the_connection_is_an_outage() =>
        Assert.Equal(StoreFailure.Unavailable, SqlServerErrors.Classify(50000, severity: 20));

    [Fact]
    public void Ids_are_ordered_as_imports_are()
    {
        var ids = Enumerable.Range(0, 1000).Select(i => Guid.CreateVersion7(DateTimeOffset.UnixEpoch.AddDays(20_000).AddMilliseconds(i * 37))).ToList();

        Assert.Equal(ids, ids.OrderBy(id => Convert.ToHexString(ImportIdBytes.ToBytes(id)), StringComparer.Ordinal));
        Assert.All(ids, id => Assert.Equal(id, ImportIdBytes.FromBytes(ImportIdBytes.ToBytes(id))));
    }
}
