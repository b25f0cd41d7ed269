using Azure.Core.Pipeline;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using ServerlessAssist.Functions.Inbox.Unknown;
using ServerlessAssist.Shared.Limits;
using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Shared.Protection;
using ServerlessAssist.Shared.Streams;
using ServerlessAssist.Simulation.Storage;
using ServerlessAssist.Tests.Shared.Streams;
using Accepted = ServerlessAssist.Shared.Streams.Decision<ServerlessAssist.Functions.Inbox.Unknown.UnknownSenderAnswered>.Commit;
using Nothing = ServerlessAssist.Shared.Streams.Decision<ServerlessAssist.Functions.Inbox.Unknown.UnknownSenderAnswered>.NoChange;

namespace ServerlessAssist.Tests.Functions.Inbox.Unknown;

public sealed class UnknownSendersTests
{
    private static readonly LimitSettings Limits = new();
    private static readonly DateTimeOffset Evening = new(2026, 3, 2, 23, 59, 59, TimeSpan.Zero);
    private static readonly InboundMessage Hello = new("sms:SM1", new Address(ChannelKind.Sms, "+355690000099"), "hello", null, null, Evening);

    [Fact]
    public void One_answer_a_day_that_says_nothing()
    {
        var first = Assert.IsType<Accepted>(UnknownSenderRules.Decide(new UnknownSender(null), new UnknownSenderWrote(), Evening));
        Assert.Equal("inbox.unknown-sender", first.Reply?.Words.Key);
        var answered = first.Events.Aggregate(new UnknownSender(null), UnknownSenderRules.Book.Evolve);
        Assert.Equal(new DateOnly(2026, 3, 2), answered.Answered);
        Assert.IsType<Nothing>(UnknownSenderRules.Decide(answered, new UnknownSenderWrote(), Evening));
        Assert.IsType<Accepted>(UnknownSenderRules.Decide(answered, new UnknownSenderWrote(), Evening.AddSeconds(1)));
    }

    [Fact]
    public async Task Each_stranger_has_an_answer_of_their_own_and_no_number_is_kept()
    {
        await using var all = await House();
        var strangers = all.GetRequiredService<UnknownSenders>();
        Assert.IsType<Outcome<UnknownSender>.Done>(await strangers.Answer(Hello, CancellationToken.None));
        Assert.IsType<Outcome<UnknownSender>.NoChange>(await strangers.Answer(Hello with { Id = "sms:SM2" }, CancellationToken.None));
        Assert.IsType<Outcome<UnknownSender>.Done>(await strangers.Answer(Hello with { Id = "sms:SM3", From = Hello.From with { Value = "+355690000098" } }, CancellationToken.None));
        Assert.IsType<Outcome<UnknownSender>.Done>(await strangers.Answer(Hello with { Id = "sms:SM4", From = Hello.From with { Channel = ChannelKind.Telegram } }, CancellationToken.None));

        // Where erasing looks for it.
        var streams = all.GetRequiredService<StreamHandler<UnknownSender, UnknownSenderAnswered, UnknownSenderWrote>>();
        var id = new StreamId(UnknownSenderRules.Kind, all.GetRequiredService<BlindIndex>().Of("sender", $"Sms|{Hello.From.Value}"));
        Assert.Equal(UnknownSenderRules.Kind, streams.Kind);
        Assert.Equal([Actors.UnknownSender], (await streams.History(id, CancellationToken.None))!.Select(one => one.By));
    }

    [Fact]
    public async Task Who_was_answered_today_and_a_message_that_comes_again_spend_nothing_of_the_hour()
    {
        await using var all = await House();
        var (strangers, budget) = (all.GetRequiredService<UnknownSenders>(), all.GetRequiredService<UnknownSenderBudget>());
        await strangers.Answer(Hello, CancellationToken.None);
        Assert.Equal(Repeat.Again, Assert.IsType<Outcome<UnknownSender>.Done>(await strangers.Answer(Hello, CancellationToken.None)).Repeat);
        await strangers.Answer(Hello with { Id = "sms:SM2" }, CancellationToken.None);
        Assert.Equal(Limits.AnswersToStrangersAnHour - 1, Left(budget, ChannelKind.Sms));
        Assert.IsType<Outcome<UnknownSender>.NoChange>(await strangers.Answer(Hello with { Id = "sms:SM3", From = Hello.From with { Value = "+355690000098" } }, CancellationToken.None));
        Assert.Null(await all.GetRequiredService<StreamHandler<UnknownSender, UnknownSenderAnswered, UnknownSenderWrote>>().History(new StreamId(UnknownSenderRules.Kind, all.GetRequiredService<BlindIndex>().Of("sender", "Sms|+355690000098")), CancellationToken.None));
    }

    [Fact]
    public void Each_channel_has_so_many_answers_an_hour_and_those_not_given_are_left()
    {
        var time = new FakeTimeProvider(Evening);
        var budget = new UnknownSenderBudget(Limits, time);
        budget.GiveBack(ChannelKind.Sms);
        Assert.Equal(Limits.AnswersToStrangersAnHour, Left(budget, ChannelKind.Sms));
        budget.GiveBack(ChannelKind.Sms);
        Assert.True(budget.TryTake(ChannelKind.Sms));
        Assert.False(budget.TryTake(ChannelKind.Sms));
        Assert.Equal(Limits.AnswersToStrangersAnHour, Left(budget, ChannelKind.Telegram));
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(Limits.AnswersToStrangersAnHour, Left(budget, ChannelKind.Sms));
        time.Advance(TimeSpan.FromMinutes(59));
        Assert.Equal(0, Left(budget, ChannelKind.Sms));
    }

    /// <summary>Takes all that is left.</summary>
    private static int Left(UnknownSenderBudget budget, ChannelKind channel)
    {
        var taken = 0;
        while (taken <= Limits.AnswersToStrangersAnHour && budget.TryTake(channel)) taken++;
        return taken;
    }

    private static async Task<ServiceProvider> House()
    {
        var account = new MemoryAccount(() => Evening);
        var settings = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>(TestKeys.Settings) { ["AzureWebJobsStorage"] = MemoryAccount.ConnectionString }).Build();
        var services = new ServiceCollection().AddSingleton<IConfiguration>(settings).AddSingleton<TimeProvider>(new FakeTimeProvider(Evening)).AddSingleton<HttpPipelineTransport>(new DirectTransport(account));
        services.AddProtection(settings).AddStreams().AddSingleton(Limits).AddStream(UnknownSenderRules.Book).AddSingleton<UnknownSenderBudget>().AddSingleton<UnknownSenders>();
        services.AddSingleton<SendMessage>((_, _, _, _) => throw new InvalidOperationException("Nothing leaves."));
        var all = services.BuildServiceProvider();
        await all.GetRequiredService<StorageClients>().Prepare(["streams"], [], CancellationToken.None);
        return all;
    }
}
