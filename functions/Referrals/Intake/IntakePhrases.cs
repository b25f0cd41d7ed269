using ServerlessAssist.Functions.People.Configuration;
using ServerlessAssist.Functions.Referrals.Openings;
using ServerlessAssist.Shared.Messaging;

namespace ServerlessAssist.Functions.Referrals.Intake;

/// <summary>What is said to somebody who refers by phone; the words stand in the language files.</summary>
public static class IntakePhrases
{
    public static readonly Phrase AtPoint = new("intake.place.point", "region", "point");
    public static readonly Phrase InRegion = new("intake.place.region", "region");

    public static readonly Phrase Summary = new("intake.screen.summary", "place", "urgency", "age", "gender", "languages", "needs", "consent", "contact");
    public static readonly Phrase Again = new("intake.screen.again", "question");
    public static readonly Phrase AtLeastOne = new("intake.screen.at-least-one", "question");
    public static readonly Phrase TooLong = new("intake.screen.too-long", "question");
    public static readonly Phrase PlaceGone = new("intake.screen.place.gone", "question");
    public static readonly Phrase FinishFirst = new("intake.screen.finish-first", "question");
    public static readonly Phrase Gone = new("intake.screen.expired");
    public static readonly Phrase Sent = new("intake.sent", "reference");
    public static readonly Phrase Discarded = new("intake.discarded");
    public static readonly Phrase NotYours = new("intake.not-allowed");

    public static readonly Phrase SmsMissing = new("intake.sms.missing", "missing", "example");
    public static readonly Phrase SmsSummary = new("intake.sms.summary", "place", "parts");
    public static readonly Phrase SmsConsent = new("intake.sms.consent");
    public static readonly Phrase SmsReason = new("intake.sms.reason");

    /// <summary>Under a summary, to whatever is neither "send" nor "discard".</summary>
    public static readonly Phrase SmsNotSent = new("intake.sms.not-sent");
    public static readonly Phrase SmsFinishFirst = new("intake.sms.finish-first");
    public static readonly Phrase SmsTooLong = new("intake.sms.too-long");
    public static readonly Phrase SmsPlaceWord = new("intake.sms.word", "word");

    public static readonly Phrase ContactNoted = new("intake.contact.noted");
    public static readonly Phrase ContactNone = new("intake.contact.none");
    public static readonly Phrase ConsentGiven = new("intake.consent.given");
    public static readonly Phrase ConsentMissing = new("intake.consent.without");

    public static readonly Phrase Chosen = new("intake.button.chosen", "choice");
    public static readonly PhraseFamily Buttons = new("intake.button", [IntakeButton.Back, IntakeButton.Done, IntakeButton.More, IntakeButton.Discard, IntakeButton.Send, IntakeButton.Skip, IntakeButton.Given, IntakeButton.Without]);

    public static readonly PhraseFamily Questions = new("intake.screen.ask", ["place", "urgency", "age", "sex", "languages", "needs", "consent", "reason", "contact"]);
    public static readonly PhraseFamily Missing = new("intake.missing", ["place", "urgency", "age", "sex", "languages", "needs"]);
    public static readonly PhraseFamily Examples = new("intake.example", ["urgency", "age", "sex", "languages", "needs"]);
    public static readonly PhraseFamily Sexes = new("intake.sex", ReferralRequest.Sexes);
    public static readonly PhraseFamily Languages = new("intake.language", PeopleFile.Spoken);

    /// <summary>Short, for texts.</summary>
    public static readonly PhraseFamily Needs = new("intake.need", PeopleFile.Needs);

    public static Wording Of(PhraseFamily family, IntakeQuestion step) => family[step.ToString().ToLowerInvariant()];

    // 1-256 characters each: https://core.telegram.org/bots/api#botcommand
    public static readonly Phrase ReferCommand = new("intake.command.refer");
}
