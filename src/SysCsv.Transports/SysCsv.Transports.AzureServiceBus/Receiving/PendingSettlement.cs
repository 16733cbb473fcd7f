namespace SysCsv.Transports.AzureServiceBus.Receiving;

/// <summary>One call of complete, abandon or dead-letter: ends when the broker has answered for each of its messages.</summary>
internal sealed class PendingSettlement(int count)
{
    private readonly TaskCompletionSource<Settlement> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _unanswered = count;
    private int _lost;

    public Task<Settlement> Completion => _completion.Task;

    public void Answer(bool taken)
    {
        if (!taken)
            Interlocked.Exchange(ref _lost, 1);
        if (Interlocked.Decrement(ref _unanswered) == 0)
            _completion.TrySetResult(_lost == 0 ? Settlement.Settled : Settlement.Lost);
    }
}
