using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ServerlessAssist.Functions.People;
using ServerlessAssist.Functions.Referrals.Providers;
using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Shared.Streams;

namespace ServerlessAssist.Functions.Referrals.Phone;

/// <summary>What coordinators and providers press and write about their referrals. By SMS, whose sender can be forged, no more than codes and places.</summary>
public sealed class ReferralPhone(ReferralDesk desk, ProviderDesk providers, WorkLists lists, Keywords keywords)
{
    /// <returns>Null: it is about something else.</returns>
    public async Task<Answered?> Try(Staff staff, Language language, InboundMessage message, CancellationToken stop)
    {
        var words = (message.Choice ?? message.Text).Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (message.Choice is null && PlacesIn(words) is { } places) return await Declare(staff, places, language, message, stop);
        if (message.From.Channel == ChannelKind.Sms) return null;
        return message.Choice is null ? await Written(staff, words, language, stop) : await Pressed(staff, words, language, message, stop);
    }

    private async Task<Answered?> Written(Staff staff, string[] words, Language language, CancellationToken stop) => words switch
    {
        ["/mine", ..] => Answered.Say(await lists.Mine(staff, 1, stop), language),
        ["/open", ..] => Answered.Say(await lists.Open(staff, 1, stop), language),
        ["/board", .. var rest] => Reference.Parse(string.Concat(rest)) is { } reference ? await Show(staff, reference, language, stop) : Answered.Say(ReferralPhrases.BoardHow, language),
        ["/places", ..] => Answered.Say(ProviderPhrases.PlacesHow, language),
        _ => null,
    };

    private async Task<Answered?> Pressed(Staff staff, string[] words, Language language, InboundMessage message, CancellationToken stop)
    {
        switch (words)
        {
            case ["mine", var page]: return Answered.Say(await lists.Mine(staff, Number(page), stop), language);
            case ["open", var page]: return Answered.Say(await lists.Open(staff, Number(page), stop), language);
        }
        if (words is not [var what, var body, .. var rest] || Reference.OfBody(body) is not { } reference) return null;
        var actor = Actor.Of(staff);
        ReferralCommand? command = (what, rest) switch
        {
            ("keep", []) => new ReferralCommand.Accept(actor),
            ("reintegrate", []) => new ReferralCommand.BeginReintegration(actor),
            ("close", [var why]) when CloseReasons.All.Contains(why) => new ReferralCommand.Close(actor, why),
            ("why", [var why]) when DeclineReasons.All.Contains(why) => new ReferralCommand.GiveReason(actor, why),
            _ => null,
        };
        if (command is not null) return Answered.From(await desk.Do(reference, command, message.Id, staff.Id.Value, stop), language);
        return (what, rest) switch
        {
            ("show", []) => await Show(staff, reference, language, stop),
            ("close", []) => await Look(staff, reference, language, referral => Task.FromResult(ReferralCard.WhyClose(referral)), stop),
            ("assign", []) => await Look(staff, reference, language, referral => Task.FromResult(ReferralCard.WhichService(referral)), stop),
            ("assign", [var need]) when PeopleFile.Needs.Contains(need) => await Look(staff, reference, language, async referral => ReferralCard.Fitting(referral, need, await providers.Fitting(referral.Facts!, need, stop)), stop),
            ("ask", [var need, var first]) when PeopleFile.Needs.Contains(need) => await Ask(staff, reference, need, first, language, message, stop),
            _ => null,
        };
    }

    private Task<Answered> Show(Staff staff, Reference reference, Language language, CancellationToken stop) =>
        Look(staff, reference, language, referral => Task.FromResult(ReferralCard.Of(referral, Actor.Of(staff))), stop);

    private async Task<Answered> Look(Staff staff, Reference reference, Language language, Func<Referral, Task<Reply>> say, CancellationToken stop) =>
        await desk.Find(Actor.Of(staff), reference, stop) is { } referral ? Answered.Say(await say(referral), language) : Answered.Say(ReferralPhrases.NotYours, language);

    private async Task<Answered> Ask(Staff staff, Reference reference, string need, string first, Language language, InboundMessage message, CancellationToken stop)
    {
        if (await desk.Find(Actor.Of(staff), reference, stop) is not { } referral) return Answered.Say(ReferralPhrases.NotYours, language);
        var chosen = (await providers.Fitting(referral.Facts!, need, stop)).FirstOrDefault(one => Short(one.Provider) == first);
        return Answered.From(await desk.Assign(Actor.Of(staff), reference, referral, need, chosen?.Provider, message.Id, stop), language);
    }

    private async Task<Answered?> Declare(Staff staff, int places, Language language, InboundMessage message, CancellationToken stop) =>
        await providers.Declare(staff, places, message, stop) is { } outcome ? Answered.From(outcome, language) : null;

    /// <summary>"places 3", "/places 3", in any language of the house.</summary>
    private int? PlacesIn(string[] words) => words is [var word, var number] && (word == "/places" || keywords.Understand(word) == Keyword.Places)
        && int.TryParse(Keywords.Plain(number), NumberStyles.None, CultureInfo.InvariantCulture, out var places) && places <= 10_000 ? places : null;

    private static int Number(string page) => int.TryParse(page, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is > 0 and < 10_000 ? number : 1;

    /// <summary>A provider on a button, which holds little.</summary>
    internal static string Short(string organisation) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(organisation)))[..8];
}
