using System.Globalization;
using Microsoft.Extensions.Configuration;
using ServerlessAssist.Functions.Api;
using ServerlessAssist.Functions.Cases;
using ServerlessAssist.Functions.Inbox;
using ServerlessAssist.Functions.Outbox.Budget;
using ServerlessAssist.Functions.People;
using ServerlessAssist.Functions.Privacy.Erasing;
using ServerlessAssist.Functions.Referrals;
using ServerlessAssist.Functions.Referrals.Conversation;
using ServerlessAssist.Functions.Referrals.Intake;
using ServerlessAssist.Functions.Referrals.Providers;
using ServerlessAssist.Functions.Webhooks;

namespace ServerlessAssist.Functions.Privacy.Retention;

/// <summary>One line of the table: why streams of a kind are kept, and how long after they are over.</summary>
/// <param name="Kind">Of streams.</param>
/// <param name="Name">In the settings: <c>Retention__UnknownSenders__Days</c>; null: no days are counted, <paramref name="Until"/> says what ends it.</param>
/// <param name="Least">Days that the setting may not fall below.</param>
public sealed record Kept(string Kind, string Purpose, string? Name, int Days, string Until, int Least = 1)
{
    public const int Most = 3650;
}

/// <summary>What is kept why and how long: every kind of stream stands here.</summary>
public sealed record RetentionSettings(IReadOnlyList<Kept> Table)
{
    /// <summary>It goes as a person does who is erased: with all that hangs on it.</summary>
    public const string Erased = ReferralRules.Kind;

    private static readonly Kept[] Usual =
    [
        new(ReferralRules.Kind, "To find help for a person, and to answer for it.", "Referrals", 1825, "it is closed; then it is erased with all that hangs on it"),
        new(AssistanceRules.Kind, "To accompany a person, and what she agrees to.", null, 0, "its referral goes"),
        new(IntakeRules.Kind, "To ask one thing after the other when somebody refers from a phone.", "Intakes", 2, "the last draft was sent or thrown away", Least: 2),
        new(UnsentRules.Kind, "To keep a text until it is said where it belongs.", "PendingNotes", 7, "it was typed, or sent"),
        new(ProviderRules.Kind, "To know which places are free, and for which offer one is held.", null, 0, "the house ends"),
        new(DirectoryRules.Kind, "To know who works here, how they are reached, and what they may.", null, 0, "the house ends"),
        new(KeyUseRules.Kind, "To see which organisation's key is used.", null, 0, "the house ends; a key that was not used for 400 days is forgotten"),
        new(StrangerRules.Kind, "To answer an unknown sender once a day at most; under a keyed hash.", "UnknownSenders", 30, "the day of the last answer is over"),
        new(NewcomerRules.Kind, "To slow who guesses codes; under a keyed hash.", "EnrolmentAttempts", 30, "the last try"),
        new(SpendingRules.Kind, "To end texts at the day's limit.", "SmsBudget", 400, "its last text"),
        new(OperationRules.Kind, "To show who changed what in the house; a month each.", "Audit", 1825, "its last entry"),
        new(HookRules.Kind, "To tell an organisation's own system what became of what it referred.", "Subscriptions", 30, "the subscription was ended"),
        new(ErasureRules.Kind, "To go on with erasing somebody, and to show that it was done; nothing of her.", "Erasures", 1825, "it ended"),
    ];

    /// <exception cref="InvalidOperationException">A number of days is none, or a name is unknown: the text says which.</exception>
    public static RetentionSettings Read(IConfiguration settings)
    {
        var named = Usual.Where(one => one.Name is not null).ToList();
        if (settings.GetSection("Retention").GetChildren().FirstOrDefault(one => named.All(known => !known.Name!.Equals(one.Key, StringComparison.OrdinalIgnoreCase))) is { } unknown)
            throw new InvalidOperationException($"Retention__{unknown.Key} is unknown. These can be set: {string.Join(", ", named.Select(one => $"Retention__{one.Name}__Days"))}.");
        return new RetentionSettings([.. Usual.Select(one => one.Name is null ? one : one with { Days = Days(one, settings[$"Retention:{one.Name}:Days"]) })]);
    }

    private static int Days(Kept usual, string? text)
    {
        if (text is not { Length: > 0 }) return usual.Days;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var days) && days >= usual.Least && days <= Kept.Most
            ? days
            : throw new InvalidOperationException($"Retention__{usual.Name}__Days must be a whole number of days from {usual.Least} to {Kept.Most}.");
    }
}
