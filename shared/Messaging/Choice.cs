namespace ServerlessAssist.Shared.Messaging;

/// <summary>Something that a person can press: what comes back, and what stands on it.</summary>
/// <param name="Data">At most 40 bytes of ASCII; a channel may add a seal of its own.</param>
public sealed record Choice(string Data, Wording Label);
