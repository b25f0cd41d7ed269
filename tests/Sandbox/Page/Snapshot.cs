using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using ServerlessAssist.Functions.People;
using ServerlessAssist.Functions.Referrals.Rules;
using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Shared.Streams;

namespace ServerlessAssist.Sandbox.Page;

/// <summary>Everything that the page shows, as one JSON document.</summary>
internal static class Snapshot
{
    private static readonly string[] Needs = ["shelter", "medical", "legal", "translation", "transport", "psychosocial", "food-and-hygiene", "family-contact"];
    private static readonly string[] Languages = ["sq", "sr", "mk", "bg", "ro", "tr", "uk", "ru", "en", "other"];

    public static async Task<object> Of(Playground playground, CancellationToken stop)
    {
        var clock = new { now = playground.Clock.GetUtcNow(), speed = playground.Clock.Speed };
        if (playground.System is not { } system) return new { ready = false, starting = playground.Starting, clock };
        var people = await People(system, stop);
        var board = await Board(system, people, stop);
        var (sms, telegram) = (system.Carriers.Twilio.Trouble, system.Carriers.Telegram.Trouble);
        return new
        {
            ready = true,
            clock,
            phones = DemoPhone.All.Select(phone => new
            {
                phone.Id, phone.Name, phone.Role, phone.Channel, phone.Address,
                language = phone.Person is { } person ? people?.LanguageOf(new PersonId(person)).Tag ?? "en" : "en",
                stranger = phone.Person is null,
                canStart = phone.Channel == "telegram" && !system.Carriers.Telegram.Chats.ContainsKey(phone.Address),
                messages = system.Phones.On(phone.Where).Select(bubble => new
                {
                    bubble.Id, from = bubble.IsMine ? "me" : "them", bubble.Text, bubble.At, bubble.State, bubble.Segments, bubble.Encoding, bubble.Buttons, bubble.Edited, bubble.Toast,
                }),
                knows = Knows(phone, people, board, playground.Clock.GetUtcNow()),
            }),
            trouble = new (string Name, string Label, bool On)[]
            {
                ("sms-down", "SMS carrier down", sms.IsDown), ("sms-slow", "SMS carrier slow", sms.IsSlow), ("sms-429", "SMS carrier: too many", sms.IsTooMany),
                ("telegram-down", "Telegram down", telegram.IsDown), ("telegram-slow", "Telegram slow", telegram.IsSlow), ("telegram-429", "Telegram: too many", telegram.IsTooMany),
                ("duplicates", "Everything comes twice", sms.Duplicates), ("out-of-order", "Reports out of order", sms.OutOfOrder),
                ("webhook-lost", "Webhooks get lost", sms.WebhookLost), ("report-lost", "Delivery reports get lost", sms.ReportLost),
            }.Select(one => new { name = one.Name, label = one.Label, on = one.On }),
            options = new
            {
                regions = (people?.Configuration.Regions ?? []).Select(region => new { id = region.Id, label = NameOf(region), points = region.Points }),
                organisations = (people?.Configuration.Organisations ?? []).Where(one => one.ApiKeySha256 is not null).Select(one => new { id = one.Id, label = one.Id }),
                needs = Needs, languages = Languages,
            },
            feed = playground.Feed.Lines,
            totals = new { transactions = playground.Feed.Transactions, segments = playground.Feed.Segments, messages = playground.Feed.Messages },
        };
    }

    private static string NameOf(Region region) => new Argument.Named(region.Labels).In(LanguageFile.All["en"]);

    private static async Task<StaffRegister?> People(SandboxSystem system, CancellationToken stop)
    {
        try
        {
            return await system.Functions.Services.GetRequiredService<StaffDirectory>().Cached(stop);
        }
        catch (Exception down) when (down is Azure.RequestFailedException or AggregateException or IOException or ObjectDisposedException)
        {
            return null;
        }
    }

    private static async Task<Dictionary<string, List<string>>> Board(SandboxSystem system, StaffRegister? people, CancellationToken stop)
    {
        var board = new Dictionary<string, List<string>>();
        try
        {
            foreach (var region in people?.Configuration.Regions ?? [])
                board[region.Id] = await system.Functions.Services.GetRequiredService<Views>().Read(ReferralEvolution.BoardView, region.Id, stop);
        }
        catch (Exception down) when (down is Azure.RequestFailedException or AggregateException or IOException or ObjectDisposedException)
        {
            // Storage is being restarted: the next picture shows it.
        }
        return board;
    }

    private static IEnumerable<object> Knows(DemoPhone phone, StaffRegister? people, Dictionary<string, List<string>> board, DateTimeOffset now)
    {
        if (people is null) yield break;
        if (people.Find(phone.Where) is not { } staff)
        {
            yield return new { label = "Known as", value = phone.Invite is null ? "nobody: this address is not in the people file" : "nobody yet: the invitation has not been answered" };
            yield break;
        }
        yield return new { label = "Known as", value = $"{staff.Id.Value} ({Roles.NameOf(staff.Role)}{(staff.CallName is { } call ? $", called {call}" : "")})" };
        yield return new { label = "Language", value = people.LanguageOf(staff.Id).Tag };
        yield return new { label = "Reached by", value = string.Join(", then ", people.ChannelsOf(staff.Id).Select(address => address.Channel == ChannelKind.Sms ? "SMS" : "Telegram")) is { Length: > 0 } ways ? ways : "nothing: refused or blocked" };
        foreach (var region in people.Configuration.Regions.Where(region => staff.Regions.Contains(region.Id)))
        {
            if (region.OnDuty.Any(shift => shift.Staff == staff.Id && shift.From <= now && now < shift.Until)) yield return new { label = "On duty", value = NameOf(region) };
            foreach (var line in board.GetValueOrDefault(region.Id, []))
            {
                var shown = JsonDocument.Parse(line).RootElement;
                yield return new { label = shown.GetProperty("reference").GetString(), value = $"{NameOf(region)}, {shown.GetProperty("urgency").GetString()?.ToLowerInvariant()}: {shown.GetProperty("status").GetString()}" };
            }
        }
    }
}
