using System.Globalization;
using ServerlessAssist.Functions.Cases;
using ServerlessAssist.Functions.People;
using ServerlessAssist.Functions.Referrals.Providers;
using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Shared.Streams;

namespace ServerlessAssist.Functions.Referrals.Conversation;

/// <summary>What coordinators, caseworkers and providers write about their referrals. By SMS, whose sender can be forged, no more than codes and places.</summary>
public sealed class ReferralPhone(ReferralDesk desk, ReferralPresses presses, ProviderDesk providers, WorkLists lists, Unsents unsents, Keywords keywords)
{
    /// <returns>Null: it is about something else.</returns>
    public async Task<Answered?> Try(Staff staff, Language language, InboundMessage message, CancellationToken stop)
    {
        var words = Words(message);
        if (PlacesIn(words) is { } places) return await Declare(staff, places, language, message, stop);
        if (!ChannelTraits.Of(message.From.Channel).SenderIsAuthenticated) return null;
        return await Written(staff, words, language, message, stop);
    }

    /// <returns>Null: no button of this module, or by SMS.</returns>
    public async Task<Answered?> Press(Staff staff, Language language, ButtonPress press, InboundMessage message, CancellationToken stop) =>
        !ChannelTraits.Of(message.From.Channel).SenderIsAuthenticated ? null : await presses.Press(staff, press, language, message, stop);

    /// <summary>A text that nobody understands, from somebody who has work: which of it is it for?</summary>
    /// <returns>Null: she has none.</returns>
    public async Task<Answered?> Doubt(Staff staff, Language language, InboundMessage message, CancellationToken stop)
    {
        if (!ChannelTraits.Of(message.From.Channel).HasButtons || message.Text.Length == 0) return null;
        var work = await lists.MineNow(staff, stop);
        return work.Count == 0 ? null : Answered.From(await unsents.Keep(staff, message, [.. work.Select(line => line.Reference)], stop), language);
    }

    private async Task<Answered?> Written(Staff staff, string[] words, Language language, InboundMessage message, CancellationToken stop)
    {
        if (message.Quoted is { } quoted && Reference.Find(quoted) is { } answered && words is [var begin, ..] && !begin.StartsWith('/')) return await Say(staff, answered, message.Text, language, message, stop);
        if (words is [var first, _, ..] && Reference.ParseMarked(first) is { } named) return await Say(staff, named, message.Text[(message.Text.IndexOf(first, StringComparison.Ordinal) + first.Length)..].Trim(), language, message, stop);
        return words switch
        {
            ["/mine", ..] => Answered.Say(await lists.Mine(staff, 1, stop), language),
            ["/open", ..] => Answered.Say(await lists.Open(staff, 1, stop), language),
            ["/board", .. var rest] => Reference.Parse(string.Concat(rest)) is { } reference ? await presses.Show(staff, reference, language, stop) : Answered.Say(ReferralPhrases.BoardHow, language),
            ["/places", ..] => Answered.Say(ProviderPhrases.PlacesHow, language),
            _ => null,
        };
    }

    private async Task<Answered> Say(Staff staff, Reference reference, string text, Language language, InboundMessage message, CancellationToken stop) =>
        Answered.From(await desk.Do(reference, new ReferralCommand.Say(Actor.Of(staff), staff.CallName is { } name ? name : ReferralPhrases.Colleague, text), message.Id, staff.Id.Value, stop), language);

    private async Task<Answered?> Declare(Staff staff, int places, Language language, InboundMessage message, CancellationToken stop) =>
        await providers.Declare(Actor.Of(staff), places, message.Id, stop) is { } outcome ? Answered.From(outcome, language) : null;

    /// <summary>"places 3", "/places 3", in any language of the house.</summary>
    private int? PlacesIn(string[] words) => words is [var word, var number] && (word == "/places" || keywords.Understand(word) == Keyword.Places)
        && int.TryParse(Keywords.Plain(number), NumberStyles.None, CultureInfo.InvariantCulture, out var places) && places <= 10_000 ? places : null;

    private static string[] Words(InboundMessage message) => message.Text.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
