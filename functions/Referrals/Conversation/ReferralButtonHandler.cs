using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ServerlessAssist.Functions.Cases;
using ServerlessAssist.Functions.Conversations;
using ServerlessAssist.Functions.People;
using ServerlessAssist.Functions.People.Configuration;
using ServerlessAssist.Functions.Referrals.Providers;
using ServerlessAssist.Shared.Messaging;

namespace ServerlessAssist.Functions.Referrals.Conversation;

/// <summary>What the buttons about a referral do, see <see cref="ReferralButtons"/>.</summary>
public sealed class ReferralButtonHandler(ReferralHandler desk, ProviderPlaces providers, StaffDirectory directory, WorkLists lists, PendingNoteHandler notes)
{
    /// <returns>Null: no button of this module.</returns>
    public async Task<ChatReply?> Press(Staff staff, ButtonPress press, Language language, InboundMessage message, CancellationToken stop)
    {
        switch (press.Verb, press.Args)
        {
            case (ReferralButtons.Mine, [var page]): return ChatReply.Say(await lists.Mine(staff, Number(page), stop), language);
            case (ReferralButtons.Open, [var page]): return ChatReply.Say(await lists.Open(staff, Number(page), stop), language);
            case (ReferralButtons.ThrowAway, [var key]): return await notes.ThrowAway(staff, key, language, message, stop);
        }
        if (press.Args is not [var body, .. var rest] || CaseReference.OfBody(body) is not { } reference) return null;
        if (Command(Actor.Of(staff), press.Verb, rest) is { } command) return ChatReply.From(await desk.Do(reference, command, message.Id, staff.Id.Value, stop), language);
        return (press.Verb, rest) switch
        {
            (ReferralButtons.Show, []) => await Show(staff, reference, language, stop),
            (ReferralButtons.Close, []) => await Look(staff, reference, language, ReferralCard.WhyClose, stop),
            (ReferralButtons.Assign, []) => await Look(staff, reference, language, ReferralCard.WhichService, stop),
            (ReferralButtons.Assign, [var need]) when PeopleFile.Needs.Contains(need) => await Fitting(staff, reference, need, language, stop),
            (ReferralButtons.Ask, [var need, var first]) when PeopleFile.Needs.Contains(need) => await Ask(staff, reference, need, first, language, message, stop),
            (ReferralButtons.HandOver, []) => await Where(staff, reference, language, stop),
            (ReferralButtons.HandOver, [var to, .. var ground]) => await HandOver(staff, reference, to, ground, language, message, stop),
            (ReferralButtons.Merge, [var other]) when CaseReference.OfBody(other) is { } into => await desk.Merge(Actor.Of(staff), reference, into, message.Id, stop) is { } merged ? ChatReply.From(merged, language) : ChatReply.Say(ReferralPhrases.NotYours, language),
            (ReferralButtons.Unmerge, [var other]) when CaseReference.OfBody(other) is { } from => ChatReply.From(await desk.Unmerge(Actor.Of(staff), reference, from, message.Id, stop), language),
            (ReferralButtons.Say, [var key]) => await notes.Send(staff, reference, key, language, message, stop),
            _ => null,
        };
    }

    public Task<ChatReply> Show(Staff staff, CaseReference reference, Language language, CancellationToken stop) => Look(staff, reference, language, referral => ReferralCard.Of(referral, Actor.Of(staff)), stop);

    /// <summary>What needs nothing but the press.</summary>
    private static ReferralCommand? Command(Actor actor, string verb, ImmutableArray<string> rest) => (verb, rest) switch
    {
        (ReferralButtons.Keep, []) => new ReferralCommand.Accept(actor),
        (ReferralButtons.Reintegrate, []) => new ReferralCommand.BeginReintegration(actor),
        (ReferralButtons.Close, [var why]) when CloseReasons.All.Contains(why) => new ReferralCommand.Close(actor, why),
        (ReferralButtons.Reason, [var why]) when DeclineReasons.All.Contains(why) => new ReferralCommand.GiveReason(actor, why),
        (ReferralButtons.AddNeed, [var need]) when PeopleFile.Needs.Contains(need) => new ReferralCommand.AddNeed(actor, need),
        (ReferralButtons.NotDuplicate, [var other]) when CaseReference.OfBody(other) is { } apart => new ReferralCommand.MarkNotDuplicate(actor, apart.ToString()),
        (ReferralButtons.RemoveNote, [var number]) => new ReferralCommand.RemoveNote(actor, Number(number)),
        _ => null,
    };

    private async Task<ChatReply> Look(Staff staff, CaseReference reference, Language language, Func<Referral, Reply> say, CancellationToken stop) =>
        await desk.Find(Actor.Of(staff), reference, stop) is { } referral ? ChatReply.Say(say(referral), language) : ChatReply.Say(ReferralPhrases.NotYours, language);

    private async Task<ChatReply> Fitting(Staff staff, CaseReference reference, string need, Language language, CancellationToken stop)
    {
        if (await desk.Find(Actor.Of(staff), reference, stop) is not { } referral) return ChatReply.Say(ReferralPhrases.NotYours, language);
        return ChatReply.Say(ReferralCard.Fitting(referral, need, await providers.Fitting(referral.Facts!, need, stop)), language);
    }

    private async Task<ChatReply> Ask(Staff staff, CaseReference reference, string need, string first, Language language, InboundMessage message, CancellationToken stop)
    {
        if (await desk.Find(Actor.Of(staff), reference, stop) is not { } referral) return ChatReply.Say(ReferralPhrases.NotYours, language);
        var chosen = (await providers.Fitting(referral.Facts!, need, stop)).FirstOrDefault(one => Short(one.Provider) == first);
        return ChatReply.From(await desk.Assign(Actor.Of(staff), reference, referral, need, chosen?.Provider, message.Id, stop), language);
    }

    private async Task<ChatReply> Where(Staff staff, CaseReference reference, Language language, CancellationToken stop)
    {
        var people = await directory.Cached(stop);
        return await Look(staff, reference, language, referral => ReferralCard.WhereTo(referral, ReferralHandler.Abroad(people, referral)), stop);
    }

    private async Task<ChatReply> HandOver(Staff staff, CaseReference reference, string to, ImmutableArray<string> ground, Language language, InboundMessage message, CancellationToken stop)
    {
        var people = await directory.Cached(stop);
        if (await desk.Find(Actor.Of(staff), reference, stop) is not { } referral || ReferralHandler.Abroad(people, referral).FirstOrDefault(region => Short(region.Id) == to) is not { } region) return ChatReply.Say(ReferralPhrases.NotYours, language);
        return ground is [var basis] && ShareBases.All.Contains(basis)
            ? ChatReply.From(await desk.HandOver(Actor.Of(staff), reference, referral, region, basis, message.Id, stop), language)
            : ChatReply.Say(ReferralCard.OnWhatGround(referral, region), language);
    }

    internal static int Number(string page) => int.TryParse(page, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is > 0 and < 10_000 ? number : 1;

    /// <summary>A provider or region on a button, which holds little.</summary>
    internal static string Short(string id) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(id)))[..8];
}
