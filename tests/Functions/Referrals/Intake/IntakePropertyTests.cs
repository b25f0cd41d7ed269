using System.Text.Json;
using CsCheck;
using ServerlessAssist.Functions.Referrals.Intake;
using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Shared.Streams;
using ServerlessAssist.Tests.Shared.Streams;
using static ServerlessAssist.Tests.Functions.Referrals.Intake.GivenIntake;
using Draft = ServerlessAssist.Functions.Referrals.Intake.Intake;

namespace ServerlessAssist.Tests.Functions.Referrals.Intake;

/// <summary>Whatever is pressed and typed, in whatever order: what always holds.</summary>
public sealed class IntakePropertyTests
{
    private static readonly string[] Texts =
    [
        "urgent", "adult f", "GJ sq bed", "consent", "noconsent", "noconsent she sleeps", "send", "discard", "back", "go on", "skip", "1", "2 3", "hello", "contact at the desk", "", "more", "9",
        "GJ adult f urgent sq bed consent", "kukes child m now en doctor", "morina",
    ];

    private static readonly Phrases Phrases = new();

    // Mostly one of the buttons that stand there: so it comes to an end often enough.
    private static readonly Gen<Move> AnyMove = Gen.Select(Gen.Int[0, 9], Gen.Int[0, 99], Gen.Bool, Gen.Int[0, 200], (kind, which, bySms, minutes) => new Move(kind, which, bySms, minutes));

    [Fact]
    public void Nothing_is_sent_without_consent_or_a_reason_nothing_twice_and_there_is_always_a_next_step()
    {
        var (sent, thrown, shownAgain, goneOnWith) = (0, 0, 0, 0);
        AnyMove.Array[1, 60].Sample(moves =>
        {
            var (draft, now, last, numbers) = (Draft.None, Start, default(Reply), new HashSet<int>());
            foreach (var move in moves)
            {
                now = now.AddMinutes(move.Minutes / 8);
                var command = move.On(draft, last);
                var bySms = move.BySms && command is not IntakeCommand.Press;
                if (IntakeRules.ToSend(draft, command, now, now) is { } sheet)
                {
                    var facts = IntakeRules.FactsOf(sheet.Answers);
                    Assert.True(facts.Consent || facts.Override is { Length: > 0 });
                    Assert.False(facts.Consent && facts.Override is not null);
                    Assert.NotEmpty(facts.Languages);
                    Assert.NotEmpty(facts.Needs);
                    Assert.Contains(Places, place => place.Region == facts.Region && place.Point == facts.Point);
                    Assert.Equal(numbers.Add(sheet.Number), !sheet.IsSending);
                    // A process may die when it is decided: whatever is said next goes on with it.
                    var isEnded = sheet.IsSending || move.Minutes % 3 == 0;
                    command = isEnded ? new IntakeCommand.Finish(sheet.Number, $"RA-{sheet.Number}") : Send(draft);
                    Interlocked.Increment(ref sent);
                }
                var decided = IntakeRules.Decide(draft, command, now);
                if (decided is Decision<IntakeEvent>.Refused { Why: BeingSent })
                {
                    Assert.True(draft.Open!.IsSending);
                    Interlocked.Increment(ref goneOnWith);
                    command = new IntakeCommand.Finish(draft.Open.Number, $"RA-{draft.Open.Number}");
                    decided = IntakeRules.Decide(draft, command, now);
                }
                if (Stored.Of(decided) is not { } accepted)
                {
                    // A text is swallowed by a draft that is open, and by nothing else.
                    Assert.True(command is IntakeCommand.Drop || draft.Open is null || now - draft.Open.Begun >= IntakeRules.Lasts);
                    continue;
                }
                var before = draft;
                draft = accepted.Events.Aggregate(draft, IntakeEvolution.Evolve);
                Assert.True(draft.Drafts >= before.Drafts);
                Assert.True(
                    before.Open is not { IsSending: true } || accepted.Events is [IntakeEvent.Sent],
                    "Something else became of what was being sent.");
                if (command is IntakeCommand.Send) continue; // Answered when it is sent.
                last = accepted.Reply!;
                if (accepted.Events.Any(one => one is IntakeEvent.Discarded)) Interlocked.Increment(ref thrown);
                if (accepted.Events.Any(one => one is IntakeEvent.QuestionRepeated)) Interlocked.Increment(ref shownAgain);
                // Always answered, in every language, by what leads on or away.
                foreach (var language in (Language[])[Language.English, Language.Albanian]) Assert.NotEmpty(Phrases.Render(last.Words, language, bySms ? ChannelKind.Sms : ChannelKind.Telegram));
                if (bySms) Assert.Equal(1, SmsSegments.Count(Phrases.Render(last.Words, Language.Albanian, ChannelKind.Sms)).Segments);
                // A button of an earlier draft is told what became of that one; the question of the open one stands where it stood.
                var isOfEarlier = command is IntakeCommand.Press press && press.Button.Number != draft.Open?.Number;
                if (draft.Open is not null && !bySms && command is not IntakeCommand.Drop && !isOfEarlier) Assert.NotEmpty(last.Choices);
                Assert.All(last.Choices, choice => Assert.InRange(choice.Data.Length, 1, 40));
                var stored = JsonSerializer.Serialize(draft);
                Assert.Equal(stored, JsonSerializer.Serialize(JsonSerializer.Deserialize<Draft>(stored)));
            }
        }, iter: 1_000);
        Assert.True(
            sent > 50 && thrown > 50 && shownAgain > 50 && goneOnWith > 20,
            $"Sent {sent}, thrown away {thrown}, shown again {shownAgain}, gone on with {goneOnWith}: this says nothing.");
    }

    private sealed record Move(int Kind, int Which, bool BySms, int Minutes)
    {
        public IntakeCommand On(Draft draft, Reply? last) => Kind switch
        {
            0 => Begin(BySms ? OnSms : OnTelegram, Which % 3 == 0 ? Texts[Which % Texts.Length] : ""),
            1 or 2 => Say(BySms ? OnSms : OnTelegram, Texts[Which % Texts.Length]),
            3 when draft.Drafts > 0 => new IntakeCommand.Press(new IntakeButton(Which % (draft.Drafts + 1), Which % 20, (IntakeQuestion)(Which % 10), Which % 2 == 0 ? "send" : "given"), OnTelegram),
            _ when last is { Choices.Count: > 0 } && !BySms => new IntakeCommand.Press(IntakeButton.Of(ButtonPress.Parse(last.Choices[Which % last.Choices.Count].Data)!)!, OnTelegram),
            4 => new IntakeCommand.Drop(),
            _ => Begin(BySms ? OnSms : OnTelegram),
        };
    }
}
