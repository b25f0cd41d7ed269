using System.Text.Json;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using ServerlessAssist.Functions.Cases.Erasing;
using ServerlessAssist.Functions.Conversations;
using ServerlessAssist.Functions.Privacy.SubjectAccess;
using ServerlessAssist.Functions.Referrals.Api;
using ServerlessAssist.Functions.Referrals.Conversation;
using ServerlessAssist.Functions.Referrals.Erasing;
using ServerlessAssist.Functions.Referrals.Intake;
using ServerlessAssist.Functions.Referrals.Providers;
using ServerlessAssist.Functions.Webhooks;
using ServerlessAssist.Shared.Streams;

namespace ServerlessAssist.Functions.Referrals;

public static class Wiring
{
    public static readonly RuleBook<Referral, ReferralEvent, ReferralCommand> Book = new(
        ReferralRules.Kind, Referral.None, ReferralRules.Decide, ReferralEvolution.Evolve, ReferralJson.Default.Referral, ReferralJson.Default.ReferralEvent)
    {
        Retention = RetentionRule.InDays(
            "To find help for a person, and to answer for it.", "Referrals", 1825, "it is closed; then it is erased with all that hangs on it"),
        Ownership = Ownership.Person,
        Views = ReferralEvolution.Views,
        WakeUps = ReferralEvolution.WakeUps,
        StillWanted = ReferralRules.StillWanted,
        Woken = wake => wake.Purpose == ReferralRules.StageOverdue ? new ReferralCommand.TimeUp() : new ReferralCommand.Escalate(),
        Affected = effect => effect.Command.Deserialize(ReferralJson.Default.ReferralCommand) switch
        {
            ReferralCommand.Receive receive => receive with { From = effect.From },
            ReferralCommand.Absorb absorb => absorb with { From = effect.From },
            var other => other!,
        },
        OverSince = (referral, lastDecision) => referral.IsClosed ? lastDecision : null,
        Erased = Referral.Erased,
        Origin = new Origin<Referral, ReferralCommand>(referral => referral.Opening?.Key, RequestOf),
        Told = (message, fate) => new ReferralCommand.Learn(message, fate),
    };

    /// <summary>The request that a command would begin a referral with; null: it begins none.</summary>
    private static string? RequestOf(ReferralCommand command) => command switch
    {
        ReferralCommand.Open open => open.Opening.Key,
        ReferralCommand.Receive receive => BorderRules.KeyOf(receive),
        _ => null,
    };

    /// <exception cref="InvalidOperationException">A setting is not good.</exception>
    public static IServiceCollection AddReferrals(this IServiceCollection services, IConfiguration settings) =>
        services.AddStream(Book, ReferralMeasures.Count).AddStream(ProviderRules.Book)
            .AddSingleton<ReferralDesk>().AddSingleton<OpeningDesk>().AddSingleton<ProviderDesk>().AddSingleton<OpeningLimit>()
            .AddSingleton<WorkLists>().AddSingleton<ReferralPresses>().AddStream(UnsentRules.Book).AddSingleton<Unsents>()
            .AddConversation<IntakePhone>().AddConversation<ReferralPhone>().AddSingleton<PlacesText>().AddSingleton<NoteText>()
            .AddSingleton<IAlertTarget, ReferralAlertTarget>()
            .AddStream(IntakeRules.Book).AddSingleton<ReferText>()
            .AddSingleton<IntakeSending>().AddSingleton<IErrand>(all => all.GetRequiredService<IntakeSending>())
            .AddSingleton(IntakeVocabulary.Shared)
            .AddSingleton<IPersonCases, ReferralCases>().AddSingleton<IPersonErasure, ReferralErasure>()
            .AddHooks(settings).AddReferralApi();
}
