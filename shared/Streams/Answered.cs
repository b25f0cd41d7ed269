using ServerlessAssist.Shared.Messaging;

namespace ServerlessAssist.Shared.Streams;

/// <summary>What a message came to.</summary>
/// <param name="Reply">Null: nothing is said.</param>
/// <param name="IsNew">This message changed something now.</param>
/// <param name="IsSettled">False: storage has not said what it holds; nobody is told anything, and it is tried again.</param>
public sealed record Answered(Reply? Reply, Language Language, bool IsNew, bool IsSettled)
{
    /// <summary>A decision stands behind it.</summary>
    public bool IsStored { get; init; }

    /// <summary>It is about an alert: whoever asked has to hear it, whatever it costs.</summary>
    public bool IsNeeded { get; init; }

    /// <summary>An answer that changes nothing.</summary>
    public static Answered Say(Reply reply, Language language) => new(reply, language, false, true);

    public static Answered Say(Phrase phrase, Language language) => Say(new Reply(phrase), language);

    /// <summary>What a command came to, as it is told to whoever gave it.</summary>
    public static Answered From<TState>(Outcome<TState> outcome, Language language) => outcome switch
    {
        Outcome<TState>.Done done => new Answered(done.Reply, language, done.Repeat == Repeat.First, true) { IsStored = true },
        Outcome<TState>.Refused refused => new Answered(refused.Why.Reply, language, false, true),
        Outcome<TState>.Nothing => new Answered(null, language, false, true),
        _ => new Answered(null, language, false, false),
    };
}
