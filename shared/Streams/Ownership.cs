namespace ServerlessAssist.Shared.Streams;

/// <summary>Whose data the streams of a kind hold. It decides what is erased and given out with a person.</summary>
public enum Ownership
{
    /// <summary>The assisted person's. Such a stream has the key of the person's case, so that it is found, and erased, with the case.</summary>
    Person,

    /// <summary>Staff's: who they are, and what they are writing. What it says of a person has to be named by a capability to be erased.</summary>
    Staff,

    /// <summary>The system's own: counters, logs, subscriptions. Of people it holds keyed hashes at most.</summary>
    System,
}
