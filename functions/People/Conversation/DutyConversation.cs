using System.Collections.Immutable;
using System.Globalization;
using ServerlessAssist.Functions.Conversations;
using ServerlessAssist.Functions.People.Duty;
using ServerlessAssist.Functions.People.Enrolment;
using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Shared.Messaging.Understanding;
using ServerlessAssist.Shared.Streams;

namespace ServerlessAssist.Functions.People.Conversation;

/// <summary>What colleagues write and press about duty, quiet hours and absence.</summary>
public sealed class DutyConversation(StaffDirectory directory, EnrolmentCodes codes, MessageReader reader, TimeProvider time) : ITypedText
{
    /// <summary>Those that <see cref="StaffConversation"/> registers with its own.</summary>
    internal static readonly ImmutableArray<ChatCommand> Commands =
    [
        new("/rota", new MenuEntry(StaffPhrases.RotaCommand, MenuSection.Team), Permission.ReadRota),
        new("/take", new MenuEntry(StaffPhrases.TakeCommand, MenuSection.Team), Permission.SwapDuty),
        new("/away", new MenuEntry(StaffPhrases.AwayCommand, MenuSection.OwnSettings)),
        new("/quiet", new MenuEntry(StaffPhrases.QuietCommand, MenuSection.OwnSettings)),
        new("/back"),
    ];

    private const int RegionsShown = 4;
    private static readonly Evidence TakesDuty = new(yes: [Meaning.Take], no: [Meaning.Pass, Meaning.Cannot, Meaning.No], neutral: [Meaning.Yes]);

    /// <returns>Null: no command about duty.</returns>
    public async Task<ChatReply?> Command(InboundRequest request, ChatCommand command, CancellationToken stop)
    {
        var (staff, language, message) = (request.Staff, request.Language, request.Message);
        var rest = string.Join(' ', request.Content.Rest);
        return command.Word switch
        {
            "/rota" => ChatReply.Say(RotaOf(await directory.Cached(stop), staff), language),
            "/take" => await Take(staff, reader.Read(rest, language), message, language, stop),
            "/away" => await Away(staff, rest, message, language, stop),
            "/back" => await Do(new StaffCommand.ComeBack(staff.Id, new Reply(StaffPhrases.Back)), staff, message, language, stop),
            "/quiet" => await Quiet(staff, rest, message, language, stop),
            _ => null,
        };
    }

    /// <summary>A coordinator's "I take Friday", and nothing that says otherwise.</summary>
    public bool Matches(InboundRequest request) =>
        request.Channel.SenderIsAuthenticated && request.Command is null && Roles.Coordinates(request.Staff.Role) && request.Reading.Has(Meaning.Take)
        && DayReader.Find(request.Reading, request.Language, default, default) is { Day: not null } found && TakesDuty.Weigh(found.Rest) == Shared.Messaging.Understanding.Answer.Yes;

    public async Task<ChatReply?> Answer(InboundRequest request, CancellationToken stop) =>
        await Take(request.Staff, request.Reading, request.Message, request.Language, stop);

    /// <returns>Null: it is about something else.</returns>
    public async Task<ChatReply?> Pressed(Staff staff, ButtonPress press, InboundMessage message, Language language, CancellationToken stop) => (press.Verb, press.Args) switch
    {
        (StaffButtons.AgreeToSwap, [var id]) => await Do(new StaffCommand.AgreeToSwap(staff.Id, id), staff, message, language, stop),
        (StaffButtons.KeepDuty, [var id]) => await Do(new StaffCommand.KeepDuty(staff.Id, id), staff, message, language, stop),
        (StaffButtons.TakeDuty, [var at, var date]) when int.TryParse(at, NumberStyles.None, CultureInfo.InvariantCulture, out var nth) && nth < staff.Regions.Length
            && DateOnly.TryParseExact(date, "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) => await Take(staff, staff.Regions[nth], day, message, language, stop),
        _ => null,
    };

    private async Task<ChatReply> Take(Staff staff, Reading said, InboundMessage message, Language language, CancellationToken stop)
    {
        var people = await directory.Cached(stop);
        var now = time.GetUtcNow();
        var today = LocalTime.DayOf(now, people.ZoneOf(staff));
        var found = DayReader.Find(said, language, today, today);
        if (found.Day is not { } day || day < today || !found.IsWith(Meaning.Take)) return ChatReply.Say(StaffPhrases.WhichDay, language);
        var regions = staff.Regions.Select(people.Region).OfType<Region>().ToList();
        var named = regions.FirstOrDefault(region => said.Said.Text.Split(' ').Contains(region.Id));
        // Where she has that day already, nobody asks her.
        var open = named is not null ? [named] : regions.Where(region => !Rota.HoldersOf(people, region, day).Contains(staff.Id)).ToList();
        if (open.Count > 1)
            return ChatReply.Say(new Reply(StaffPhrases.WhichRegion, [.. open.Take(8).Select(region => new Choice(
                StaffButtons.For(StaffButtons.TakeDuty, staff.Regions.IndexOf(region.Id).ToString(CultureInfo.InvariantCulture), day.ToString("yyyyMMdd", CultureInfo.InvariantCulture)), StaffPhrases.RegionButton.With(("region", new Argument.Named(region.Labels)))))]), language);
        if (open.Count == 0 && regions.Count > 0) return ChatReply.Say(StaffPhrases.DutyIsYours, language);
        return await Take(staff, open is [var only] ? only.Id : "", day, message, language, stop);
    }

    private Task<ChatReply> Take(Staff staff, string region, DateOnly day, InboundMessage message, Language language, CancellationToken stop) =>
        Do(new StaffCommand.TakeDuty(staff.Id, region, day, codes.Hash(message.Id)[..10]), staff, message, language, stop);

    private async Task<ChatReply> Away(Staff staff, string text, InboundMessage message, Language language, CancellationToken stop)
    {
        var zone = (await directory.Cached(stop)).ZoneOf(staff);
        var today = LocalTime.DayOf(time.GetUtcNow(), zone);
        // "Until Monday", said on a Monday, is the next one.
        var found = DayReader.Find(reader.Read(text, language), language, today, today.AddDays(1));
        if (found.Day is not { } day || day <= today || !found.IsWith()) return ChatReply.Say(StaffPhrases.AwayHow, language);
        return await Do(new StaffCommand.GoAway(staff.Id, LocalTime.At(day, default, zone), new Reply(StaffPhrases.AwayUntil.With(("day", StaffPhrases.Day(day, zone.Id))))), staff, message, language, stop);
    }

    private async Task<ChatReply> Quiet(Staff staff, string text, InboundMessage message, Language language, CancellationToken stop)
    {
        if (string.Equals(text.Trim(), "off", StringComparison.OrdinalIgnoreCase)) return await Do(new StaffCommand.KeepQuiet(staff.Id, null, new Reply(StaffPhrases.QuietOff)), staff, message, language, stop);
        if (HoursReader.Find(reader.Read(text, language)) is not { } found) return ChatReply.Say(StaffPhrases.QuietHow, language);
        var hours = new Quiet(found.From, found.Until);
        var (from, until) = (hours.From.ToString("HH:mm", CultureInfo.InvariantCulture), hours.Until.ToString("HH:mm", CultureInfo.InvariantCulture));
        return await Do(new StaffCommand.KeepQuiet(staff.Id, hours, new Reply(StaffPhrases.QuietFrom.With(("from", from), ("until", until)))), staff, message, language, stop);
    }

    /// <summary>The next seven days of the regions that she may see.</summary>
    private Reply RotaOf(StaffRegister people, Staff staff)
    {
        var regions = people.Configuration.Regions.Where(region => Permissions.May(Actor.Of(staff), Permission.ReadRota, new Resource(region.Id, ""))).Take(RegionsShown).ToList();
        if (regions.Count == 0) return new Reply(StaffPhrases.RotaNone);
        var all = regions.Select(region => StaffPhrases.Rota.With(("region", new Argument.Named(region.Labels)), ("lines", new Argument.Joined(Days(people, region), "\n")))).ToImmutableArray();
        return new Reply(all.Length == 1 ? all[0] : StaffPhrases.RotaAll.With(("lines", new Argument.Joined(all, "\n\n"))));
    }

    private ImmutableArray<Wording> Days(StaffRegister people, Region region)
    {
        var zone = Rota.ZoneOf(region);
        var today = LocalTime.DayOf(time.GetUtcNow(), zone);
        return [.. Enumerable.Range(0, 7).Select(today.AddDays).Select(day => StaffPhrases.RotaDay.With(("day", StaffPhrases.Day(day, region.TimeZone)), ("lines", new Argument.Joined(Parts(people, region, day, zone), ", "))))];
    }

    private static ImmutableArray<Wording> Parts(StaffRegister people, Region region, DateOnly day, TimeZoneInfo zone)
    {
        var parts = Rota.Of(people, region, day);
        return parts is [var whole] ? [Who(people, whole.Who)]
            : [.. parts.Select(part => StaffPhrases.RotaFrom.With(("time", TimeZoneInfo.ConvertTime(part.From, zone).ToString("HH:mm", CultureInfo.InvariantCulture)), ("who", new Argument.Joined([Who(people, part.Who)], ""))))];
    }

    private static Wording Who(StaffRegister people, IReadOnlyList<PersonId> who) =>
        who.Count == 0 ? StaffPhrases.RotaNobody : StaffPhrases.RotaPost.With(("name", string.Join(" + ", who.Select(people.NameOf))));

    private async Task<ChatReply> Do(StaffCommand command, Staff staff, InboundMessage message, Language language, CancellationToken stop) =>
        ChatReply.From(await directory.Handle(command, message.Id, staff.Id.Value, stop), language);
}
