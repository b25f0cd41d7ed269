using Microsoft.Extensions.DependencyInjection;
using ServerlessAssist.Functions.Operations.Poison;
using ServerlessAssist.Shared.Streams;
using Stage = ServerlessAssist.Tests.Threats.Stage;

namespace ServerlessAssist.Tests.Functions.Operations.Poison;

/// <summary>Administrators hear of a message that was given up, also of the second on one day.</summary>
public sealed class WatchPoisonTests
{
    private const string Queue = "delivery-routine";

    [Fact]
    public void A_message_that_is_given_up_after_another_was_put_back_is_told_of_too() => Stage.Play(async stage =>
    {
        var services = stage.Process.Services;
        var queue = services.GetRequiredService<StorageClients>().RawQueue($"{Queue}-poison");
        await queue.CreateIfNotExistsAsync();

        await queue.SendMessageAsync("first", timeToLive: TimeSpan.FromDays(7));
        await stage.Minutes(16);
        Assert.Equal(1, Told(stage));

        foreach (var one in (await queue.ReceiveMessagesAsync(32)).Value) await queue.DeleteMessageAsync(one.MessageId, one.PopReceipt);
        await queue.SendMessageAsync("first", timeToLive: TimeSpan.FromDays(7));
        await stage.Minutes(16);
        Assert.Equal(2, Told(stage));
        foreach (var one in (await queue.ReceiveMessagesAsync(32)).Value) await queue.DeleteMessageAsync(one.MessageId, one.PopReceipt);
    });

    private static int Told(Stage stage) => stage.World.Facts.Tried.Values.Count(message => message.Words.Key == "operations.poison");
}
