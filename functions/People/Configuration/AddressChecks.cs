using System.Collections.Immutable;
using ServerlessAssist.Bots.Sms;
using ServerlessAssist.Bots.Telegram;
using ServerlessAssist.Functions.Api.Requests;
using ServerlessAssist.Shared.Messaging;

namespace ServerlessAssist.Functions.People.Configuration;

/// <summary>Whether the addresses of a people file can be reached from here: known when it is loaded, not when the first alert fails.</summary>
public sealed class AddressChecks(SmsSettings sms, TelegramSettings telegram)
{
    /// <summary>The bot's own chat id: what stands in front of its token.</summary>
    private readonly string? _bot = telegram.IsOn ? telegram.Token!.Split(':')[0] : null;

    /// <summary>Faults: a number whose country is not texted, and the bot itself.</summary>
    public void Find(Form form, ImmutableArray<Staff> staff)
    {
        for (var at = 0; at < staff.Length; at++)
            for (var way = 0; way < staff[at].Ways.Length; way++)
                if (FaultOf(staff[at].Ways[way]) is { } fault) form.Fault($"staff[{at}].channels[{way}].address", fault);
    }

    /// <summary>Regions whose alerts can end at nobody: none of the authority has a number, a chat id, or has joined.</summary>
    /// <param name="hasJoined">Whether an invitation was accepted.</param>
    public ImmutableArray<string> Unreachable(PeopleConfiguration people, Func<string, bool> hasJoined)
    {
        var reachable = people.Staff.Where(one => one.Ways.Any(way => way.Address is not null ? FaultOf(way) is null : hasJoined(way.Invite!))).Select(one => one.Id).ToHashSet();
        return
        [
            .. from region in people.Regions
               where !region.Authority.Any(reachable.Contains)
               select $"{region.Id}: nobody of its authority can be reached yet. Give one of them a number or chat id, or let one join by her invitation.",
        ];
    }

    private string? FaultOf(ContactChannel way) => (ChannelTraits.Of(way.Kind).AddressIs, way.Address) switch
    {
        (AddressForm.PhoneNumber, { } address) when !sms.IsOff && PhoneNumber.TryParse(address, null, out var number) && !sms.Allows(number) =>
            "may not be texted: its country code is not in Sms__AllowedPrefixes. Add it there, or give another number",
        (AddressForm.ChatId, { } chat) when chat == _bot => "is the bot itself: give the person's own chat id, or an invite",
        _ => null,
    };
}
