using ServerlessAssist.Functions.Referrals;
using ServerlessAssist.Functions.Referrals.Intake;
using ServerlessAssist.Functions.Referrals.Providers;
using ServerlessAssist.Functions.Referrals.Rules;
using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Shared.Streams;
using static ServerlessAssist.Functions.Referrals.ReferralEvent;
using static ServerlessAssist.Tests.Functions.Referrals.Given;

namespace ServerlessAssist.Tests.Functions.Referrals;

/// <summary>What is not done is a refusal, also where it is stored.</summary>
public sealed class RecordedRefusalTests
{
    [Fact]
    public void A_wrong_code_a_missing_right_and_a_colleague_who_was_faster()
    {
        var opened = Opened().Referral;
        var taken = Do(opened, Take(Duty), Start).Referral;
        var wrong = new ReferralCommand.Take(Actor(Duty), WrongFor(Duty), "Desk", ChannelKind.Sms);
        var elsewhere = new ReferralCommand.Take(Actor(Duty) with { Regions = ["south"] }, Digits(Duty), "Desk", ChannelKind.Sms);
        IsRecorded<ReferralRefusal.WrongCode, WrongCode>(opened, wrong);
        IsRecorded<ReferralRefusal.NoRight, RefusedNoRight>(opened, elsewhere);
        IsRecorded<ReferralRefusal.TakenByOther, TakenByOther>(taken, Take(Backup));
        IsRecorded<ReferralRefusal.TakenByOther, TakenByOther>(taken, new ReferralCommand.PassOn(Actor(Backup), Digits(Backup), ChannelKind.Sms));
    }

    [Fact]
    public void An_offer_and_a_question_that_were_answered_already()
    {
        var offered = Do(In(Stage.Accepted), Assign("shelter", Lake), Start).Referral;
        IsRecorded<ReferralRefusal.NotOpen, AlreadyTaken>(Do(offered, Yes(LakeOne), Start).Referral, Yes(LakeTwo));
        IsRecorded<ReferralRefusal.NotOpen, AlreadyTaken>(Do(Identified().Referral, Agree(Officer), Start).Referral, Agree(OtherOfficer));
    }

    [Fact]
    public void A_colleague_of_the_region_who_was_not_asked_reads_the_same_as_for_a_referral_that_does_not_exist()
    {
        var stranger = new PersonId("officer-9");
        var unknown = Assert.IsType<Decision<ReferralEvent>.Refused>(ReferralRules.Decide(Referral.None, Agree(Officer), Start));
        foreach (var held in new[] { Opened().Referral, Identified().Referral })
        {
            // Right or wrong, the code says nothing to others.
            foreach (var command in new[] { Agree(stranger), new ReferralCommand.Take(Met(stranger), WrongFor(stranger), "Desk", ChannelKind.Sms) })
            {
                IsRecorded<ReferralRefusal.NoRight, RefusedNoRight>(held, command);
                Assert.Equal(unknown.Why.Reply!.Words.Key, Assert.IsType<Decision<ReferralEvent>.Refused>(ReferralRules.Decide(held, command, Start)).Why.Reply!.Words.Key);
            }
        }
    }

    [Fact]
    public void To_take_again_what_one_has_is_no_refusal() =>
        Assert.IsType<Decision<ReferralEvent>.Commit>(ReferralRules.Decide(Do(Opened().Referral, Take(Duty), Start).Referral, Take(Duty), Start));

    [Fact]
    public void A_provider_that_is_full_refuses_and_the_referral_hears_of_it()
    {
        var hold = new ProviderCommand.HoldPlace("referral~x", "o1", "lake", 0);
        var none = ServerlessAssist.Functions.Referrals.Providers.Provider.None;
        var refused = Assert.IsType<Decision<ProviderEvent>.Refused>(ProviderRules.Decide(none, hold, Start));
        Assert.IsType<ProviderFull>(refused.Why);
        Assert.IsType<ProviderEvent.NoPlaceFree>(Assert.Single(refused.Recorded));
        Assert.Equal("referral~x", Assert.Single(refused.Effects).To);
    }

    [Fact]
    public void A_draft_that_is_not_there_any_more()
    {
        var refused = Assert.IsType<Decision<IntakeEvent>.Refused>(
            IntakeRules.Decide(ServerlessAssist.Functions.Referrals.Intake.Intake.None, new IntakeCommand.GiveUp(1), Start));
        Assert.IsType<NoDraft>(refused.Why);
        Assert.IsType<IntakeEvent.QuestionRepeated>(Assert.Single(refused.Recorded));
    }

    private static void IsRecorded<TRefusal, TEvent>(Referral referral, ReferralCommand command)
    {
        var refused = Assert.IsType<Decision<ReferralEvent>.Refused>(ReferralRules.Decide(referral, command, Start));
        Assert.IsType<TRefusal>(refused.Why);
        Assert.NotNull(refused.Why.Reply);
        Assert.IsType<TEvent>(Assert.Single(refused.Recorded));
    }
}
