using Microsoft.Extensions.DependencyInjection;
using ServerlessAssist.Functions.Outbox;
using ServerlessAssist.Functions.Referrals;
using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Shared.Streams;
using ServerlessAssist.Simulation.ToyCases;
using ServerlessAssist.Simulation.World;
using Stage = ServerlessAssist.Tests.Threats.Stage;

namespace ServerlessAssist.Tests.Functions.Outbox;

/// <summary>One attempt at a message, by kind of recipient: what is sent, what is asked first, and what is said of it.</summary>
public sealed class DeliveryInDoubtTests
{
    private static readonly Wording Words = ReferralPhrases.ToldTaken.With(("reference", "t1"));
    private static readonly RecipientId Case = new(RecipientKind.Case, "c0");
    private static readonly RecipientId OnTelegram = new(RecipientKind.Case, ToyRecipients.OnTelegram);

    [Fact]
    public void What_the_carrier_has_is_not_sent_again_in_whatever_language_it_was() => Play(async (stage, cases, _) =>
    {
        cases.Choose("c0", Language.Albanian);
        var sent = Assert.IsType<SendAttempt.Sent>(await Carry(stage, Case));
        cases.Choose("c0", Language.English);
        Assert.Equal(new SendAttempt.Sent(ChannelKind.Sms, sent.CarrierId, 0), await Carry(stage, Case, Doubted(stage)));
        Assert.Single(stage.World.Sms.Messages);
    });

    [Fact]
    public void What_the_carrier_has_not_is_sent() => Play(async (stage, _, _) =>
    {
        Assert.IsType<SendAttempt.Sent>(await Carry(stage, Case, Doubted(stage)));
        Assert.Single(stage.World.Sms.Messages);
    });

    [Fact]
    public void What_the_carrier_has_not_and_is_no_longer_wanted_is_not_sent() => Play(async (stage, _, _) =>
    {
        Assert.IsType<SendAttempt.NotWanted>(await Carry(stage, Case, Doubted(stage, IfMissing.Drop)));
        Assert.Empty(stage.World.Sms.Messages);
    });

    [Fact]
    public void While_the_list_does_not_answer_nothing_is_sent_and_it_is_asked_again_ever_later() => Play(async (stage, _, _) =>
    {
        stage.World.Sms.ListSilentUntil = DateTimeOffset.MaxValue;
        var first = Assert.IsType<SendAttempt.Later>(await Carry(stage, Case, Doubted(stage)));
        Assert.Equal((TimeSpan.FromSeconds(20), 1), (first.After, first.Progress.Doubt!.Asked));
        var second = Assert.IsType<SendAttempt.Later>(await Carry(stage, Case, first.Progress));
        Assert.Equal((TimeSpan.FromSeconds(40), 2), (second.After, second.Progress.Doubt!.Asked));
        Assert.Empty(stage.World.Sms.Messages);
    });

    [Fact]
    public void What_went_by_a_channel_that_cannot_be_asked_is_not_sent_again() => Play(async (stage, _, _) =>
    {
        Assert.IsType<SendAttempt.Unconfirmed>(await Carry(stage, OnTelegram, Doubted(stage)));
        await stage.Minutes(1);
        Assert.Empty(stage.World.Phone(ToyRecipients.AddressOf(OnTelegram.Value)).All);
    });

    [Fact]
    public void Where_it_went_is_not_known_any_more_it_is_not_sent_again() => Play(async (stage, cases, _) =>
    {
        var byTelegram = new DeliveryProgress([], 1) { Doubt = new Doubt(stage.World.Time.Now, ChannelKind.Telegram, 0) };
        Assert.IsType<SendAttempt.Unconfirmed>(await Carry(stage, Case, byTelegram));
        await cases.RememberRefused(Case, ToyRecipients.AddressOf("c0"), SendFailure.OptedOut, "", CancellationToken.None);
        Assert.IsType<SendAttempt.Unconfirmed>(await Carry(stage, Case, Doubted(stage)));
        Assert.Empty(stage.World.Sms.Messages);
    });

    [Theory]
    [InlineData(Fault.CarrierDown)]
    [InlineData(Fault.CarrierSlow)]
    [InlineData(Fault.CarrierUnreachable)]
    public void A_send_whose_end_is_not_known_is_in_doubt_for_a_case_alone(Fault fault) => Play(async (stage, _, faults) =>
    {
        faults.What = fault;
        var unknown = Assert.IsType<SendAttempt.Unknown>(await Carry(stage, Case)).Progress;
        Assert.Equal((1, ChannelKind.Sms), (unknown.Tries, unknown.Doubt!.Channel));
        var later = Assert.IsType<SendAttempt.Later>(await Carry(stage, new PersonId("north-backup")));
        Assert.Equal((1, null), (later.Progress.Tries, later.Progress.Doubt));
        faults.What = Fault.None;
        await stage.Minutes(1);
        Assert.IsType<SendAttempt.Sent>(await Carry(stage, Case, unknown));
        await stage.Minutes(1);
        Assert.Single(stage.World.Phone(ToyRecipients.AddressOf("c0")).All);
    });

    [Fact]
    public void A_carrier_that_says_slow_down_has_not_got_it() => Play(async (stage, _, faults) =>
    {
        faults.What = Fault.CarrierTooMany;
        Assert.Null(Assert.IsType<SendAttempt.Later>(await Carry(stage, Case)).Progress.Doubt);
    });

    [Fact]
    public void After_four_tries_in_vain_the_channel_is_given_up_once_it_is_certain_that_it_has_nothing() => Play(async (stage, _, _) =>
    {
        var fourth = Doubted(stage) with { Tries = 4, Doubt = new Doubt(stage.World.Time.Now, ChannelKind.Sms, 0) };
        Assert.Equal(new SendAttempt.Failed("no-channel-left"), await Carry(stage, Case, fourth));
        Assert.Empty(stage.World.Sms.Messages);
    });

    [Fact]
    public void A_refusal_for_good_is_remembered_by_the_recipients_own_source() => Play(async (stage, cases, _) =>
    {
        stage.World.Sms.OptedOut.Add(ToyRecipients.AddressOf("c0").Value);
        Assert.Equal(new SendAttempt.Failed("no-channel-left"), await Carry(stage, Case));
        Assert.Empty((await cases.Find(Case, default, CancellationToken.None))!.Addresses);
    });

    [Fact]
    public void Nobody_keeps_recipients_of_this_kind_and_that_has_a_name() => Play(async (stage, _, _) =>
    {
        Assert.Equal(new SendAttempt.Failed("no-recipient-source"), await Carry(stage, new RecipientId(RecipientKind.FamilyContact, "c0")));
        Assert.Equal(new SendAttempt.Failed("no-channel-left"), await Carry(stage, new PersonId("nobody")));
    });

    private static Task<SendAttempt> Carry(Stage stage, RecipientId to, DeliveryProgress? before = null) => stage.Process.Services
        .GetRequiredService<Delivery>()
        .Carry(new OutboundMessage("t1", MessagePurpose.Notice, to, Words, Priority.Urgent), before ?? DeliveryProgress.None, "toy-case~only~t1", CancellationToken.None);

    private static DeliveryProgress Doubted(Stage stage, IfMissing ifMissing = IfMissing.Send) =>
        DeliveryProgress.None with { Doubt = new Doubt(stage.World.Time.Now, null, 0) { IfMissing = ifMissing } };

    private static void Play(Func<Stage, ToyRecipients, OneCarrierFault, Task> what)
    {
        var (cases, faults) = (new ToyRecipients(), new OneCarrierFault());
        Stage.Play(async stage =>
        {
            stage.World.Telegram.Chats.Add(ToyRecipients.AddressOf(ToyRecipients.OnTelegram).Value);
            stage.World.IsTroubled = true;
            await what(stage, cases, faults);
        }, change: services => services.AddSingleton<IRecipients>(cases), faults: faults);
    }

    /// <summary>Each request to a carrier fails in one way.</summary>
    private sealed class OneCarrierFault : Faults
    {
        public Fault What { get; set; }

        public override Fault Next(int index, Where where) => where == Where.Carrier ? What : Fault.None;
    }
}
