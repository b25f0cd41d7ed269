using System.Collections.Immutable;
using ServerlessAssist.Functions.Alerts;
using ServerlessAssist.Functions.Cases;
using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Shared.Messaging.Understanding;

namespace ServerlessAssist.Functions.Conversations;

/// <summary>An inbound message, parsed once: everything that it says by itself, whoever sent it.</summary>
public sealed record MessageContent(InboundMessage Message)
{
    private static readonly char[] Blanks = [' ', '\n'];

    /// <summary>The pressed button; null: none, or its data cannot be read.</summary>
    public ButtonPress? Press { get; private init; }

    /// <summary>The code of an alert, in what the sender said or in the pressed button.</summary>
    public AlertCode? Code { get; private init; }

    /// <summary>What the sender said, without quotations and without the code.</summary>
    public SaidText Said { get; private init; } = new("", "");

    /// <summary>A code that stands only in what is quoted, e.g. in a reaction to one of our messages.</summary>
    public AlertCode? QuotedCode { get; private init; }

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

    public static MessageContent Of(InboundMessage message, AlertKinds kinds)
    {
        if (message.Choice is not null) return Pressed(message, kinds);
        var words = message.Text.Split(Blanks, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var said = SaidText.Of(message.Text);
        var found = AlertCode.FindIn(said.Text, kinds);
        return new MessageContent(message)
        {
            Code = found?.Code,
            Said = found is null ? said : said with { Text = found.Rest },
            QuotedCode = found is null && said.HasQuotation ? AlertCode.Find(said.Quoted, kinds) : null,
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
