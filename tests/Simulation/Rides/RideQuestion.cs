using System.Text.Json.Serialization;
using ServerlessAssist.Functions.Conversations.Prompts;
using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Shared.Streams;

namespace ServerlessAssist.Simulation.Rides;

/// <summary>The prompt "where to?": the next text of the sender answers it.</summary>
/// <param name="Key">Of the person's case, a keyed hash: the question names no person. Null: nothing is asked.</param>
public sealed record RideQuestion(string? Key)
{
    public static readonly RideQuestion None = new(Key: null);

    public override string ToString() => "question";
}

public abstract record RideQuestionCommand
{
    public sealed record Ask(string Key) : RideQuestionCommand;

    /// <summary>The text was taken; what was said to it is said again when it comes again.</summary>
    public sealed record End(Reply? Said) : RideQuestionCommand;

    /// <summary>Nothing came for a long time.</summary>
    public sealed record Expire : RideQuestionCommand;
}

[PureRules]
public static class RideQuestionRules
{
    public const string Expires = "ride-question-expires";

    public static readonly TimeSpan Lasts = TimeSpan.FromHours(1);

    public static readonly PromptDefinition<RideQuestion, RideQuestion, RideQuestionCommand> Prompt = new(
        RideButtons.Prefix, RideQuestion.None, Decide, (_, asked) => asked, Status, RideQuestionJson.Default.RideQuestion);

    public static Decision<RideQuestion> Decide(RideQuestion question, RideQuestionCommand command, DateTimeOffset now) => command switch
    {
        RideQuestionCommand.Ask ask => new Decision<RideQuestion>.Commit(
            new RideQuestion(ask.Key), new Reply(RidePhrases.Where)),
        RideQuestionCommand.End end when question.Key is not null => new Decision<RideQuestion>.Commit(RideQuestion.None, end.Said),
        RideQuestionCommand.Expire when question.Key is not null => new Decision<RideQuestion>.Commit(RideQuestion.None),
        _ => new Decision<RideQuestion>.NoChange(),
    };

    private static PromptStatus Status(RideQuestion question, DateTimeOffset lastDecision) => question.Key is null
        ? PromptStatus.Over(lastDecision)
        : new PromptStatus(IsPending: true, AwaitsText: true, OverSince: null) { WakeUp = new WakeUp(Expires, lastDecision + Lasts) };
}

/// <summary>A question that nobody answers takes no text any more after an hour.</summary>
public sealed class RideQuestionExpiry(PromptHandler<RideQuestion, RideQuestion, RideQuestionCommand> questions) : IPromptWakeUpHandler
{
    public string Purpose => RideQuestionRules.Expires;

    public async Task<bool> Run(StreamId id, WakeUp wake, CancellationToken stop)
    {
        var messageId = FormattableString.Invariant($"wake|{wake.Purpose}|{wake.Due.UtcTicks}");
        return await questions.Handle(id, new RideQuestionCommand.Expire(), messageId, Actors.System, stop) is not Outcome<RideQuestion>.Unknown;
    }
}

[JsonSerializable(typeof(RideQuestion))]
internal sealed partial class RideQuestionJson : JsonSerializerContext;
