using System.Text.Json;
using ServerlessAssist.Functions.People;
using ServerlessAssist.Functions.Referrals.Rules;
using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Shared.Streams;

namespace ServerlessAssist.Functions.Referrals.Conversation;

/// <summary>Lists that fit a phone: the most urgent and soonest due first, some lines a page. One partition query each.</summary>
public sealed class WorkLists(Views views, StaffDirectory directory)
{
    private const int LinesOnPage = 6;

    public async Task<Reply> Mine(Staff staff, int page, CancellationToken stop) =>
        Page(ReferralPhrases.MineList, ReferralPhrases.MineNone, ReferralButtons.Mine, await MineNow(staff, stop), page, await Zone(staff, stop));

    public Task<IReadOnlyList<BoardLine>> MineNow(Staff staff, CancellationToken stop) => Of(staff.Id, stop);

    public Task<IReadOnlyList<BoardLine>> Of(PersonId person, CancellationToken stop) => Lines(ReferralEvolution.MineView, [ViewRow.Of(person)], stop);

    /// <summary>What nobody has yet, in her regions.</summary>
    public async Task<Reply> Open(Staff staff, int page, CancellationToken stop)
    {
        var may = staff.Regions.Where(region => Permissions.May(Actor.Of(staff), Permission.TakeReferral, new Resource(region, ""))).ToList();
        return Page(ReferralPhrases.OpenList, ReferralPhrases.OpenNone, ReferralButtons.Open, [.. (await Lines(ReferralEvolution.BoardView, may, stop)).Where(line => line.IsWaiting)], page, await Zone(staff, stop));
    }

    private static Reply Page(Phrase title, Phrase none, string name, IReadOnlyList<BoardLine> lines, int page, string zone)
    {
        var pages = (lines.Count + LinesOnPage - 1) / LinesOnPage;
        if (pages == 0) return new Reply(none);
        var shown = lines.Skip((Math.Min(page, pages) - 1) * LinesOnPage).Take(LinesOnPage).ToList();
        var words = title.With(("lines", new Argument.Joined([.. shown.Select(line => ReferralPhrases.ListLine.With(
            ("reference", line.Reference), ("urgency", ReferralPhrases.Of(line.Urgency)), ("status", ReferralPhrases.Statuses[line.Status]), ("due", new Argument.Moment(line.Next ?? line.Since, zone, MomentForm.DayAndTime))))], "\n")));
        var choices = shown.Select(line => new Choice(ReferralButtons.About(line.Reference, ReferralButtons.Show), ReferralPhrases.ButtonShow.With(("reference", line.Reference))));
        return new Reply(words, page < pages ? [.. choices, new Choice(ReferralButtons.Page(name, page + 1), ReferralPhrases.ButtonNext)] : [.. choices]);
    }

    /// <summary>Where she works, in whose time she reads.</summary>
    private async Task<string> Zone(Staff staff, CancellationToken stop) => (await directory.Cached(stop)).Region(staff.Regions.FirstOrDefault() ?? "")?.TimeZone ?? "UTC";

    private async Task<IReadOnlyList<BoardLine>> Lines(string view, IReadOnlyList<string> partitions, CancellationToken stop)
    {
        var all = new List<BoardLine>();
        foreach (var partition in partitions) all.AddRange((await views.Read(view, partition, stop)).Select(line => JsonSerializer.Deserialize(line, BoardJson.Default.BoardLine)!));
        return [.. all.OrderByDescending(line => line.Urgency).ThenBy(line => line.Next ?? DateTimeOffset.MaxValue).ThenBy(line => line.Since)];
    }
}
