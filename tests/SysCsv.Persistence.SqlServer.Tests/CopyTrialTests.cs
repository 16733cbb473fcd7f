namespace SysCsv.Persistence.SqlServer.Tests;

/// <summary>What is made of a bulk copy that fails.</summary>
public sealed class CopyTrialTests
{
    private readonly CopyTrial _trial = new();

    // 2812: the driver asks for a procedure that Microsoft's server has. 208 and 102 stand for what else it may ask; 33557097 is Babelfish's own.
    public static TheoryData<int> Refusals() => [2812, 208, 102, 33557097];

    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task Server_that_takes_no_copy_gets_the_batch_again_by_insert(int number)
    {
        var refusal = await Assert.ThrowsAsync<StoreException>(() => RunAsync(new InvalidOperationException("", ServerErrors.Exception(number))));

        Assert.Equal(StoreFailure.Conflict, refusal.Failure);
        Assert.True(_trial.WasRefused);
    }

    public static TheoryData<Exception> Falls() => [new InvalidOperationException(ServerErrors.Text), new NotSupportedException(ServerErrors.Text)];

    [Theory]
    [MemberData(nameof(Falls), DisableDiscoveryEnumeration = true)]
    public async Task Driver_that_falls_over_an_answer_counts_as_a_refusal_too(Exception fall)
    {
        var refusal = await Assert.ThrowsAsync<StoreException>(() => RunAsync(fall));

        Assert.DoesNotContain(ServerErrors.Text, refusal.ToString(), StringComparison.Ordinal);
        Assert.True(_trial.WasRefused);
    }

    [Fact]
    public async Task Copy_that_is_cancelled_is_no_refusal()
    {
        await Assert.ThrowsAsync<OperationCanceledException>(() => RunAsync(new OperationCanceledException()));

        Assert.False(_trial.WasRefused);
    }

    [Theory]
    [InlineData(1205)]
    [InlineData(-2)]
    [InlineData(10054)]
    [InlineData(9002)]
    public async Task What_passes_by_itself_is_no_refusal(int number)
    {
        await Assert.ThrowsAsync<InvalidOperationException>(() => RunAsync(new InvalidOperationException("", ServerErrors.Exception(number))));

        Assert.False(_trial.WasRefused);
    }

    // A right that is missing, another database, a value that is too long or not converted: inserting would be slower, and end the same.
    [Theory]
    [InlineData(229)]
    [InlineData(4060)]
    [InlineData(2628)]
    [InlineData(4815)]
    [InlineData(8114)]
    [InlineData(50000)]
    public async Task What_an_insert_would_not_get_either_is_no_refusal_of_copies(int number)
    {
        await Assert.ThrowsAsync<InvalidOperationException>(() => RunAsync(new InvalidOperationException("", ServerErrors.Exception(number))));

        Assert.False(_trial.WasRefused);
    }

    [Fact]
    public async Task Lost_connection_is_no_refusal()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(() => RunAsync(new InvalidOperationException(), isConnected: false));

        Assert.False(_trial.WasRefused);
    }

    [Fact]
    public async Task Value_that_does_not_fit_is_refused_alone_once_a_copy_succeeded()
    {
        await RunAsync(null);

        var refusal = await Assert.ThrowsAsync<StoreException>(() => RunAsync(new InvalidOperationException(ServerErrors.Text)));

        Assert.Equal(StoreFailure.DataRefused, refusal.Failure);
        Assert.DoesNotContain(ServerErrors.Text, refusal.ToString(), StringComparison.Ordinal);
        Assert.False(_trial.WasRefused);
    }

    private Task RunAsync(Exception? failure, bool isConnected = true) =>
        _trial.RunAsync(() => failure is null ? Task.CompletedTask : Task.FromException(failure), () => isConnected);
}
