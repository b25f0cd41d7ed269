using System.Text.Json.Serialization;

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

    /// <summary>The channel's own id of a text, the same for the text and its edits; null: the channel has no edits, or a button was pressed.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? SourceId { get; init; }

    /// <summary>The sender has changed a text that was sent before.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsEdit { get; init; }

    /// <summary>What the carrier has done by itself about opting out, and answered; null: nothing, or it does not say.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public CarrierOptOut? OptOut { get; init; }

    public override string ToString() => $"{From.Channel} message";
}

/// <summary>Twilio's <c>OptOutType</c>: https://www.twilio.com/docs/messaging/tutorials/advanced-opt-out</summary>
[JsonConverter(typeof(JsonStringEnumConverter<CarrierOptOut>))]
public enum CarrierOptOut { Stop, Start, Help }
