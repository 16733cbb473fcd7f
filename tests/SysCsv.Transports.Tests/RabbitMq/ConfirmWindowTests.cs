using SysCsv.Transports.RabbitMq;
using SysCsv.Transports.RabbitMq.Sending;

namespace SysCsv.Transports.Tests.RabbitMq;

public sealed class ConfirmWindowTests
{
    private readonly ConfirmWindow _window = new(capacity: 4);

    [Fact]
    public void Send_completes_with_the_last_of_its_confirms_in_any_order()
    {
        var send = Add(3);

        _window.Answer(3, multiple: false, accepted: true);
        _window.Answer(1, multiple: false, accepted: true);
        Assert.False(send.Completion.IsCompleted);
        _window.Answer(2, multiple: false, accepted: true);

        Assert.True(send.Completion.IsCompletedSuccessfully);
    }

    [Fact]
    public async Task Multiple_confirm_answers_all_before_it_of_every_send()
    {
        var first = Add(2);
        var second = Add(2);

        _window.Answer(3, multiple: true, accepted: true);

        Assert.True(await first.Completion);
        Assert.False(second.Completion.IsCompleted);
    }

    [Fact]
    public async Task Refusal_of_one_message_refuses_its_send_only()
    {
        var first = Add(2);
        var second = Add(2);

        _window.Answer(2, multiple: false, accepted: false);
        _window.Answer(4, multiple: true, accepted: true);

        Assert.False(await first.Completion);
        Assert.True(await second.Completion);
    }

    [Fact]
    public void Confirm_that_comes_twice_counts_once()
    {
        var send = Add(2);

        _window.Answer(1, multiple: false, accepted: true);
        _window.Answer(1, multiple: true, accepted: true);
        _window.Answer(9, multiple: true, accepted: true);

        Assert.False(send.Completion.IsCompleted);
    }

    [Fact]
    public void Full_window_takes_more_when_half_is_free()
    {
        var send = Add(4);
        Assert.False(_window.TryAdd(send));
        var space = _window.SpaceAsync();

        _window.Answer(1, multiple: false, accepted: true);
        Assert.False(space.IsCompleted);
        _window.Answer(2, multiple: false, accepted: true);

        Assert.True(space.IsCompletedSuccessfully);
        Assert.True(_window.TryAdd(send));
    }

    [Fact]
    public async Task End_fails_what_waits_and_what_comes_with_the_first_reason()
    {
        var send = Add(4);
        var space = _window.SpaceAsync();

        _window.Fail(new(TransportFailure.QueueMissing, "first"));
        _window.Fail(new(TransportFailure.ConnectionLost, "second"));
        _window.Answer(4, multiple: true, accepted: true);

        Assert.Equal("first", (await Assert.ThrowsAsync<TransportException>(() => send.Completion)).Message);
        Assert.True(space.IsCompleted);
        Assert.Equal(TransportFailure.QueueMissing, Assert.Throws<TransportException>(() => _window.TryAdd(send)).Failure);
    }

    private PendingSend Add(int count)
    {
        var send = new PendingSend(count);
        for (var i = 0; i < count; i++)
            Assert.True(_window.TryAdd(send));
        return send;
    }
}
