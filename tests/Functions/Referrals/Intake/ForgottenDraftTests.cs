using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using ServerlessAssist.Functions.Conversations.Prompts;
using ServerlessAssist.Functions.Referrals.Intake;
using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Shared.Protection;
using ServerlessAssist.Tests.Shared.Streams;
using static ServerlessAssist.Tests.Functions.Referrals.Intake.GivenIntake;

namespace ServerlessAssist.Tests.Functions.Referrals.Intake;

/// <summary>Drafts are forgotten some days after the last one ended, and counting begins again.</summary>
public sealed class ForgottenDraftTests
{
    [Fact]
    public void The_first_draft_after_all_were_forgotten_opens_a_referral_of_its_own()
    {
        var index = Index();
        var id = PromptRules.IdOf(index, new PersonId("north-social"));
        var (before, after) = (Ready().Open!, Ready().Open! with { Begun = Start.AddDays(3) });
        Assert.Equal(before.Number, after.Number);
        Assert.NotEqual(IntakeSending.OpeningKey(index, id, before), IntakeSending.OpeningKey(index, id, after));
        // Touched, it is still the same draft.
        Assert.Equal(
            IntakeSending.OpeningKey(index, id, before),
            IntakeSending.OpeningKey(index, id, before with { Revision = 40, Touched = Start.AddHours(3) }));
    }

    [Fact]
    public void A_draft_whose_referral_was_erased_is_thrown_away_and_says_that_it_is_over()
    {
        var (draft, reply) = Do(Ready(), new IntakeCommand.GiveUp(1));
        Assert.Equal((null, IntakePhrases.Gone.Key), (draft.Open, reply!.Words.Key));
        // Another one is not touched.
        (draft, reply) = Do(Ready(), new IntakeCommand.GiveUp(7));
        Assert.Equal((IntakeQuestion.Summary, IntakePhrases.Gone.Key), (draft.Open!.Step, reply!.Words.Key));
    }

    private static BlindIndex Index()
    {
        var settings = new ConfigurationBuilder().AddInMemoryCollection(TestKeys.Settings).Build();
        return new ServiceCollection().AddProtection(settings).BuildServiceProvider().GetRequiredService<BlindIndex>();
    }
}
