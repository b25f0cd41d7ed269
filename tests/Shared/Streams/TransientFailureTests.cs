using Azure;
using Microsoft.Extensions.Configuration;
using ServerlessAssist.Shared.Streams;

namespace ServerlessAssist.Tests.Shared.Streams;

public sealed class TransientFailureTests
{
    [Theory]
    [InlineData(0, 20)]
    [InlineData(1, 40)]
    [InlineData(2, 80)]
    [InlineData(3, 120)]
    [InlineData(1_000, 120)]
    public void Each_pause_is_twice_the_last_up_to_two_minutes(int times, int seconds) => Assert.Equal(TimeSpan.FromSeconds(seconds), TransientFailure.PauseAfter(times));

    [Fact]
    public void Storage_that_says_nothing_is_silence_and_a_defect_is_not()
    {
        foreach (var silent in new Exception[] { new RequestFailedException("down"), new AggregateException(), new IOException(), new HttpRequestException(), new OperationCanceledException(), new NotSettledException("not yet") })
            Assert.True(TransientFailure.Is(silent), silent.GetType().Name);
        Assert.False(TransientFailure.Is(new InvalidOperationException()));
    }

    [Fact]
    public void Without_a_storage_the_start_says_what_to_set()
    {
        Assert.StartsWith("No storage is set: give AzureWebJobsStorage ", Assert.Throws<InvalidOperationException>(() => Clients()).Message, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => Clients(("AzureWebJobsStorage", ""), ("AzureWebJobsStorage:accountName", "")));
        Assert.Equal(new Uri("https://assist.queue.core.windows.net/delivery-urgent"), Clients(("AzureWebJobsStorage:accountName", "assist")).Queue(Announcements.Urgent).Uri);
    }

    private static StorageClients Clients(params (string Name, string Value)[] settings) =>
        new(new ConfigurationBuilder().AddInMemoryCollection(settings.Select(one => KeyValuePair.Create(one.Name, (string?)one.Value))).Build(), TimeProvider.System, Random.Shared);
}
