using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Shared.Streams;

namespace ServerlessAssist.Functions.Conversations;

/// <summary>The result of handling an inbound message.</summary>
/// <param name="Reply">Null: nothing is said.</param>
public sealed record Answered(Reply? Reply, Language Language, ReplyStatus Status)
{
    /// <summary>The reply is about an alert: it is sent whatever it costs.</summary>
    public bool IsNeeded { get; init; }

    /// <summary>False while storage has not confirmed the commit.</summary>
    public bool IsSettled => Status != ReplyStatus.NotStoredYet;

    /// <summary>An answer that changes nothing.</summary>
    public static Answered Say(Reply reply, Language language) => new(reply, language, ReplyStatus.NothingStored);

    public static Answered Say(Phrase phrase, Language language) => Say(new Reply(phrase), language);

    /// <summary>Handled, without a reply.</summary>
    public static Answered Silently(Language language) => new(null, language, ReplyStatus.NothingStored);

    /// <summary>To be tried again.</summary>
    public static Answered NotStoredYet(Language language) => new(null, language, ReplyStatus.NotStoredYet);

    /// <summary>What became of a command, for whoever gave it.</summary>
    public static Answered From<TState>(Outcome<TState> outcome, Language language) => outcome switch
    {
        Outcome<TState>.Done done => new Answered(done.Reply, language, StatusOf(done.Repeat)),
        Outcome<TState>.Refused refused => new Answered(refused.Why.Reply, language, StatusOf(refused.Recorded)),
        Outcome<TState>.Nothing => Silently(language),
        _ => NotStoredYet(language),
    };

    /// <param name="stored">Null: not stored.</param>
    public static ReplyStatus StatusOf(Repeat? stored) => stored switch
    {
        null => ReplyStatus.NothingStored,
        Repeat.First => ReplyStatus.Stored,
        _ => ReplyStatus.StoredBefore,
    };
}
