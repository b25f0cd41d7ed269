using System.Collections.Immutable;
using ServerlessAssist.Functions.Referrals.Intake;
using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Shared.Messaging.Understanding;
using ServerlessAssist.Shared.Streams;
using ServerlessAssist.Tests.Shared.Streams;

namespace ServerlessAssist.Tests.Functions.Referrals.Intake;

/// <summary>Somebody with a phone, and what she can choose from.</summary>
internal static class GivenIntake
{
    public static readonly DateTimeOffset Start = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);
    public static readonly IntakeReader Reader = new(MessageReader.Of(IntakeVocabulary.Labels));

    private static readonly ImmutableSortedDictionary<string, string> Gjirokaster = ImmutableSortedDictionary<string, string>.Empty.Add("en", "Gjirokaster").Add("sq", "Gjirokastër");
    private static readonly ImmutableSortedDictionary<string, string> Kukes = ImmutableSortedDictionary<string, string>.Empty.Add("en", "Kukes").Add("sq", "Kukës");

    public static readonly IntakeScope Kakavija = new("al-gjirokaster", "Kakavijë", Gjirokaster, ["GJ"], false), AllOfGjirokaster = new("al-gjirokaster", null, Gjirokaster, ["GJ"], true),
        Morina = new("al-kukes", "Morina", Kukes, [], false), Prush = new("al-kukes", "Qafë Prush", Kukes, [], false), AllOfKukes = new("al-kukes", null, Kukes, [], true);

    public static readonly ImmutableArray<IntakeScope> Places = [Kakavija, AllOfGjirokaster, Morina, Prush, AllOfKukes];
    public static readonly DialogueContext OnTelegram = new(ChannelKind.Telegram, Places), OnSms = new(ChannelKind.Sms, Places), AtOnePoint = new(ChannelKind.Telegram, [Kakavija]);

    public static ParsedText Read(string text, string language = "en", bool isBeginning = false) =>
        Reader.Read(text, new Language(language), Places, isBeginning);

    public static IntakeCommand Begin(DialogueContext context, string rest = "") => new IntakeCommand.Begin(Read(rest, isBeginning: true), context);

    public static IntakeCommand Say(DialogueContext context, string text, DateTimeOffset? at = null) => new IntakeCommand.Say(text, Read(text), context, at ?? Start);

    /// <summary>A button of the draft that is open, as it is now.</summary>
    public static IntakeCommand Press(ServerlessAssist.Functions.Referrals.Intake.Intake intake, string value, DialogueContext? context = null) =>
        new IntakeCommand.Press(new IntakeButton(intake.Open!.Number, intake.Open.Revision, intake.Open.Step, value), context ?? OnTelegram);

    /// <summary>The draft that is open, as it is now.</summary>
    public static IntakeCommand Send(ServerlessAssist.Functions.Referrals.Intake.Intake intake) =>
        new IntakeCommand.Send(intake.Open!.Number, intake.Open.Revision);

    public static (ServerlessAssist.Functions.Referrals.Intake.Intake Intake, Reply? Reply) Do(ServerlessAssist.Functions.Referrals.Intake.Intake intake, IntakeCommand command, DateTimeOffset? at = null)
    {
        var accepted = Stored.By(IntakeRules.Decide(intake, command, at ?? Start));
        return (accepted.Events.Aggregate(intake, IntakeEvolution.Evolve), accepted.Reply);
    }

    /// <summary>By buttons, one after the other.</summary>
    public static ServerlessAssist.Functions.Referrals.Intake.Intake Pressed(params string[] values) =>
        values.Aggregate(Do(ServerlessAssist.Functions.Referrals.Intake.Intake.None, Begin(OnTelegram)).Intake, (intake, value) => Do(intake, Press(intake, value)).Intake);

    public static ServerlessAssist.Functions.Referrals.Intake.Intake Ready() => Pressed(Prush.Key, "urgent", "adult", "female", "sq", "done", "shelter", "medical", "done", "given", "skip");
}
