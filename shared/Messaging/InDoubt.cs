namespace ServerlessAssist.Shared.Messaging;

/// <summary>What follows when it is not known whether a carrier took a message: a process died, or the carrier's answer was lost.</summary>
public enum InDoubt
{
    /// <summary>It is sent again: twice is better than never.</summary>
    SendAgain,

    /// <summary>
    /// The carrier is asked whether it has it, and it is sent only if it has not. A channel that cannot be asked sends nothing more.
    /// </summary>
    AskFirst,
}

/// <summary>
/// The policy of each kind of recipient. An alert that comes twice is a nuisance; a text that comes twice can endanger a person.
/// </summary>
public static class InDoubtPolicy
{
    public static InDoubt Of(RecipientKind kind) => kind switch
    {
        RecipientKind.Staff or RecipientKind.Point => InDoubt.SendAgain,
        RecipientKind.Case or RecipientKind.FamilyContact => InDoubt.AskFirst,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Not a kind of recipient."),
    };
}
