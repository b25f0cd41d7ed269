namespace ServerlessAssist.Shared.Messaging;

/// <summary>Where a person is reached: an E.164 number for SMS, a chat id for Telegram. Prints masked.</summary>
public readonly record struct Address(ChannelKind Channel, string Value)
{
    public override string ToString() => $"{Channel}:•••{(Value is { Length: > 4 } ? Value[^2..] : "")}";
}
