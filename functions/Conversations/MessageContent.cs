using System.Collections.Immutable;
using ServerlessAssist.Functions.Alerts;
using ServerlessAssist.Functions.Cases;
using ServerlessAssist.Shared.Messaging;

namespace ServerlessAssist.Functions.Conversations;

/// <summary>An inbound message, parsed once: everything that it says by itself, whoever sent it.</summary>
public sealed record MessageContent(InboundMessage Message)
{
    private static readonly char[] Blanks = [' ', '\n'];

    /// <summary>The pressed button; null: none, or its data cannot be read.</summary>
    public ButtonPress? Press { get; private init; }

    /// <summary>The code of an alert, in the text or in the pressed button.</summary>
    public AlertCode? Code { get; private init; }

    /// <summary>What a text means that is a single word; null: no such word, or a button was pressed.</summary>
    public Keyword? Keyword { get; private init; }

    /// <summary>The words of the text.</summary>
    public ImmutableArray<string> Words { get; private init; } = [];

    /// <summary>The first word, as typed, if it begins with a slash, e.g. <c>/mine</c>; else null.</summary>
    public string? Command => Words is [['/', ..] first, ..] ? first : null;

    /// <summary>The words behind the first.</summary>
    public ImmutableArray<string> Rest => Words.IsEmpty ? [] : Words.RemoveAt(0);

    /// <summary>The reference in the message of ours that this one answers.</summary>
    public CaseReference? Quoted { get; private init; }

    /// <summary>The reference, with its RA, that stands in front of other words.</summary>
    public CaseReference? InFront { get; private init; }

    public ChannelTraits Channel => ChannelTraits.Of(Message.From.Channel);

    public static MessageContent Of(InboundMessage message, Keywords keywords, AlertKinds kinds)
    {
        if (message.Choice is not null) return Pressed(message, kinds);
        var words = message.Text.Split(Blanks, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return new MessageContent(message)
        {
            Code = AlertCode.Find(message.Text, kinds),
            Keyword = keywords.Understand(message.Text),
            Words = [.. words],
            Quoted = message.Quoted is { } quoted ? CaseReference.Find(quoted) : null,
            InFront = words is [var first, _, ..] ? CaseReference.ParseMarked(first) : null,
        };
    }

    private static MessageContent Pressed(InboundMessage message, AlertKinds kinds) => ButtonPress.Of(message) is { } press
        ? new MessageContent(message) { Press = press, Code = AlertButtons.CodeOf(press, kinds) }
        : new MessageContent(message);

    public override string ToString() => Message.ToString();
}
