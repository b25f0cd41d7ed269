using ServerlessAssist.Functions.Alerts;
using ServerlessAssist.Functions.Cases;
using ServerlessAssist.Functions.Inbox;
using ServerlessAssist.Functions.People;
using ServerlessAssist.Functions.Referrals.Intake;
using ServerlessAssist.Functions.Referrals.Messages;
using ServerlessAssist.Functions.Referrals;
using ServerlessAssist.Functions.Referrals.Rules;
using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Shared.Messaging.Understanding;
using ServerlessAssist.Simulation.World;
using Accepted = ServerlessAssist.Shared.Streams.Decision<ServerlessAssist.Functions.Referrals.ReferralEvent>.Commit;
using Refused = ServerlessAssist.Shared.Streams.Decision<ServerlessAssist.Functions.Referrals.ReferralEvent>.Refused;

namespace ServerlessAssist.Simulation;

/// <summary>The rules alone, without storage: could this answer have been given, with the history that really was, at a moment between question and answer?</summary>
internal static class Model
{
    private static readonly Phrases Phrases = new();
    private static readonly MessageReader Reader = MessageReader.Of(IntakeVocabulary.Labels);

    /// <returns>What is wrong; nothing: some version of the stream explains the answer, or it is not about a stream.</returns>
    public static IEnumerable<string> Explains(World.World world, Said said, string answer)
    {
        if (QuotedCode(said.Text) is { } quoted)
        {
            if (!Asked(quoted, said).Contains(answer, StringComparer.Ordinal)) yield return $"'{said.Text}' only quotes us, and was answered with '{answer}'.";
            yield break;
        }
        if (AlertCode.FindIn(SaidText.Of(said.Text).Text, ReferralCodes.Kinds) is not { Code: var code } found || world.Facts.Directory.Find(said.From) is not { } staff || Reader.Read(said.Text, Language.English).IsOnly(Meaning.Stop, Meaning.Start) || said.Text.TrimStart().StartsWith("/start", StringComparison.Ordinal)) yield break;
        var stream = world.Facts.StreamOf(CaseReference.OfBody(code.Body)!.Value);
        var versions = world.Facts.History.TryGetValue(stream, out var all) ? all : [];
        // What stood when it was asked, and everything until now.
        var first = versions.FindLastIndex(version => version.At <= said.At);
        var stood = versions.Skip(Math.Max(first, 0)).Select(version => (Referral)version.State);
        var states = first < 0 ? stood.Prepend(Referral.None) : stood;
        if (!states.SelectMany(state => Answers(world, state, staff, found, said)).Contains(answer, StringComparer.Ordinal)) yield return $"'{said.Text}' was answered with '{answer}', which no moment explains.";
    }

    private static IEnumerable<string> Answers(World.World world, Referral state, Staff staff, FoundCode found, Said said)
    {
        Argument name = staff.CallName is { } called ? called : ReferralPhrases.Colleague;
        var code = found.Code;
        var answer = AlertAnswers.Of(Reader.Read(SaidText.Of(said.Text) with { Text = found.Rest }, world.Facts.Directory.LanguageOf(staff.Id)));
        if (answer == AlertAnswer.Unclear) return Asked(code, said);
        ReferralCommand command = answer == AlertAnswer.Pass
            ? new ReferralCommand.PassOn(Actor.Of(staff), code.Digits, said.From.Channel)
            : new ReferralCommand.Take(Actor.Of(staff), code.Digits, name, said.From.Channel);
        var reply = ReferralRules.Decide(state, command, world.Time.Now) switch
        {
            Accepted accepted => accepted.Reply,
            Refused refused => refused.Why.Reply,
            _ => null,
        };
        return reply is null ? [] : Phrases.Languages.Select(language => Phrases.Render(reply.Words, language, said.From.Channel));
    }

    /// <summary>A thumb as a phone writes it down: a word or two, and one of our messages in quotation marks to the end.</summary>
    private static AlertCode? QuotedCode(string text) =>
        text.IndexOf('“', StringComparison.Ordinal) is > 0 and < 12 and var at && text.EndsWith('”') && AlertCode.Find(text[..at], ReferralCodes.Kinds) is null
            ? AlertCode.Find(text[at..], ReferralCodes.Kinds) : null;

    private static IEnumerable<string> Asked(AlertCode code, Said said)
    {
        var asked = InboxPhrases.TakeOrPass.With(("code", AlertCode.Write(code.Kind, code.Body, code.Digits)));
        return Phrases.Languages.Select(language => Phrases.Render(asked, language, said.From.Channel));
    }
}
