namespace ServerlessAssist.Shared.Messaging;

/// <summary>What a person sent, as any channel hands it to the router. Prints without address or text.</summary>
/// <param name="Id">Unique for ever per channel and kind, e.g. <c>sms:SM…</c>: a repeat carries the same.</param>
/// <param name="Text">As typed, NFC, at most 4,096 characters, no control characters but line feed.</param>
/// <param name="Choice">The data of the pressed button, its seal checked and taken off; else null.</param>
/// <param name="Pressed">The channel's own name of the message that the button hung on, so that the answer can edit it.</param>
/// <param name="At">When it reached us.</param>
public sealed record InboundMessage(string Id, Address From, string Text, string? Choice, string? Pressed, DateTimeOffset At)
{
    /// <summary>What of ours it answers, where the channel says so; else null.</summary>
    public string? Quoted { get; init; }

    public override string ToString() => $"{From.Channel} message";
}
