using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Shared.Streams;

namespace ServerlessAssist.Functions.Conversations;

/// <summary>The result of handling an inbound message.</summary>
/// <param name="Reply">Null: nothing is said.</param>
public sealed record ChatReply(Reply? Reply, Language Language, ReplyStatus Status)
{
    /// <summary>The reply is about an alert: it is sent whatever it costs.</summary>
    public bool IsNeeded { get; init; }

    /// <summary>The message did something, or asked for help by its word: it is no sign of two machines that answer each other.</summary>
    public bool IsProgress { get; init; }

    /// <summary>False while storage has not confirmed the commit.</summary>
    public bool IsSettled => Status != ReplyStatus.NotStoredYet;

    /// <summary>An answer that changes nothing.</summary>
    public static ChatReply Say(Reply reply, Language language) => new(reply, language, ReplyStatus.NothingStored);

    public static ChatReply Say(Phrase phrase, Language language) => Say(new Reply(phrase), language);

    /// <summary>Handled, without a reply.</summary>
    public static ChatReply Silently(Language language) => new(null, language, ReplyStatus.NothingStored);

    /// <summary>To be tried again.</summary>
    public static ChatReply NotStoredYet(Language language) => new(null, language, ReplyStatus.NotStoredYet);

    /// <summary>What became of a command, for whoever gave it.</summary>
    public static ChatReply From<TState>(Outcome<TState> outcome, Language language) => outcome switch
    {
        Outcome<TState>.Done done => new ChatReply(done.Reply, language, StatusOf(done.Repeat)) { IsProgress = true },
        Outcome<TState>.Refused refused => new ChatReply(refused.Why.Reply, language, StatusOf(refused.Recorded)),
        Outcome<TState>.NoChange => Silently(language),
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
