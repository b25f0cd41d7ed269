using System.Collections.Immutable;
using System.Globalization;
using ServerlessAssist.Functions.People.Conversation;
using ServerlessAssist.Functions.People.Rules;
using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Shared.Streams;
using Accepted = ServerlessAssist.Shared.Streams.Decision<ServerlessAssist.Functions.People.StaffEvent>.Commit;
using Nothing = ServerlessAssist.Shared.Streams.Decision<ServerlessAssist.Functions.People.StaffEvent>.NoChange;

namespace ServerlessAssist.Functions.People.Duty;

/// <summary>How duty changes hands, and who is told that nobody has it.</summary>
[PureRules]
public static class SwapRules
{
    private const int DaysAhead = 60, MostOpen = 200;

    /// <returns>Null: not about this.</returns>
    public static Decision<StaffEvent>? Decide(StaffRegister directory, StaffCommand command, DateTimeOffset now) => command switch
    {
        StaffCommand.TakeDuty take => Take(directory, take, now),
        StaffCommand.AgreeToSwap or StaffCommand.KeepDuty => Answer(directory, command, now),
        StaffCommand.LookForGaps => LookForGaps(directory, now),
        _ => null,
    };

    /// <summary>A question about a swap that was answered or is over is not sent.</summary>
    public static bool StillWanted(StaffRegister directory, OutboundMessage message, DateTimeOffset now) =>
        message.Purpose != MessagePurpose.SwapRequest || directory.Swaps.Any(swap => swap.Id == message.About && swap.Is == SwapState.Asked);

    private static Decision<StaffEvent> Take(StaffRegister directory, StaffCommand.TakeDuty take, DateTimeOffset now)
    {
        var by = take.Person.Value;
        if (directory.Find(take.Person) is not { } staff || directory.Region(take.Region) is not { } region
            || !Permissions.May(Actor.Of(staff), Permission.SwapDuty, new Resource(take.Region, "")))
            return new StaffRefusal.NotAllowed().RecordedFor(by);
        var zone = Rota.ZoneOf(region);
        var today = LocalTime.DayOf(now, zone);
        if (take.Day < today || take.Day > today.AddDays(DaysAhead)) return new StaffRefusal.Day().RecordedFor(by);
        if (directory.Swaps.Length >= MostOpen) return new StaffRefusal.TooManyOpen().RecordedFor(by);
        var noon = LocalTime.At(take.Day, new TimeOnly(12, 0), zone);
        var holders = Rota.HoldersOf(directory, region, take.Day).Where(person => !directory.IsAway(person, noon)).ToList();
        if (holders.Contains(take.Person)) return new StaffRefusal.OwnDuty().RecordedFor(by);
        var swap = new Swap(take.Id, region.Id, take.Day, null, take.Person, SwapState.Asked);
        // Nobody has it, or who has it is away: nobody need be asked.
        if (holders.Count == 0) return new Accepted(new StaffEvent.SwapAgreed(swap, today), new Reply(StaffPhrases.DutyTaken.With(("day", StaffPhrases.Day(take.Day, region.TimeZone)), ("region", Label(region)))));
        if (holders.Find(person => directory.ChannelsOf(person).Any(address => ChannelTraits.Of(address.Channel).HasButtons)) is not { Value: not null } holder)
            return new StaffRefusal.CallHolder(directory.NameOf(holders[0])).RecordedFor(by);
        var question = StaffPhrases.SwapAsk.With(("who", directory.NameOf(take.Person)), ("day", StaffPhrases.Day(take.Day, region.TimeZone)), ("region", Label(region)));
        ImmutableArray<Choice> choices = [new(StaffButtons.For(StaffButtons.AgreeToSwap, take.Id), StaffPhrases.ButtonAgree), new(StaffButtons.For(StaffButtons.KeepDuty, take.Id), StaffPhrases.ButtonKeep)];
        var asked = StaffRules.Tell(directory, [holder], question, choices, [new StaffEvent.SwapRequested(swap with { From = holder })], new Reply(StaffPhrases.SwapAsked.With(("who", directory.NameOf(holder)))));
        // By text there are no buttons, and the words of agreement are the carrier's.
        return asked with
        {
            Messages = [.. asked.Messages.Select(message => message with
            {
                Purpose = MessagePurpose.SwapRequest, About = swap.Id, Avoid = [.. ChannelTraits.All.Where(kind => !ChannelTraits.Of(kind).HasButtons)],
                UsefulUntil = LocalTime.At(take.Day, default, zone).AddDays(1),
            })],
        };
    }

    private static Decision<StaffEvent> Answer(StaffRegister directory, StaffCommand command, DateTimeOffset now)
    {
        var (who, id) = command switch { StaffCommand.AgreeToSwap agree => (agree.Person, agree.Id), StaffCommand.KeepDuty keep => (keep.Person, keep.Id), _ => throw new InvalidOperationException("No answer to a swap.") };
        if (directory.Swaps.FirstOrDefault(one => one.Id == id && one.Is == SwapState.Asked && one.From == who) is not { } swap || directory.Region(swap.Region) is not { } region || directory.Find(swap.To) is null)
            return new StaffRefusal.NotOpen().RecordedFor(who.Value);
        var today = LocalTime.DayOf(now, Rota.ZoneOf(region));
        var (day, label) = (StaffPhrases.Day(swap.Day, region.TimeZone), Label(region));
        // It went through other hands meanwhile, or the day is over.
        if (swap.Day < today || !Rota.HoldersOf(directory, region, swap.Day).Contains(who))
            return new StaffRefusal.NotOpen().Recorded(new StaffEvent.SwapDeclined(id));
        return command is StaffCommand.AgreeToSwap
            ? StaffRules.Tell(directory, [swap.To], StaffPhrases.SwapAgreed.With(("day", day), ("region", label)), [], [new StaffEvent.SwapAgreed(swap, today)], new Reply(StaffPhrases.DutyGiven.With(("who", directory.NameOf(swap.To)), ("day", day))))
            : StaffRules.Tell(directory, [swap.To], StaffPhrases.SwapKept.With(("day", day), ("region", label)), [], [new StaffEvent.SwapDeclined(id)], new Reply(StaffPhrases.DutyKept.With(("day", day))));
    }

    private static Decision<StaffEvent> LookForGaps(StaffRegister directory, DateTimeOffset now)
    {
        var gaps = Gaps(directory, now);
        var keys = gaps.SelectMany(gap => gap.Keys).ToImmutableArray();
        if (directory.GapsTold.SetEquals(keys)) return new Nothing();
        // One that begins was told of while it lay ahead.
        var news = gaps.Where(gap => gap.Keys.Any(key => !directory.GapsTold.Contains(key)) && !(gap.At <= now && directory.GapsTold.Any(key => key.StartsWith($"{gap.Region.Id}|", StringComparison.Ordinal)))).ToList();
        var (events, messages) = (ImmutableArray.Create<StaffEvent>(new StaffEvent.DutyGapReported(keys)), ImmutableArray.CreateBuilder<OutboundMessage>());
        foreach (var (gap, nth) in news.Select((gap, nth) => (gap, nth)))
        {
            var words = StaffPhrases.Gap.With(("region", Label(gap.Region)), ("day", new Argument.Moment(gap.At, gap.Region.TimeZone, MomentForm.DayAndTime)));
            events = events.Add(new StaffEvent.StaffNotified(words.Key, directory.Administrators.Length));
            messages.AddRange(directory.Administrators.Select((who, at) => new OutboundMessage(
                FormattableString.Invariant($"notice-{directory.Pages + nth}-{at}"), MessagePurpose.Notice, who, words, Priority.Routine)));
        }
        return new Accepted(events, null, messages.ToImmutable());
    }

    /// <summary>Whether there is something to tell, or to forget.</summary>
    public static bool HasNews(StaffRegister directory, DateTimeOffset now) => !directory.GapsTold.SetEquals(Gaps(directory, now).SelectMany(gap => gap.Keys));

    /// <summary>The first gap of each region that has a rota: seven days ahead, and again one day ahead.</summary>
    private static List<(Region Region, DateTimeOffset At, string[] Keys)> Gaps(StaffRegister directory, DateTimeOffset now)
    {
        var all = new List<(Region, DateTimeOffset, string[])>();
        foreach (var region in directory.Configuration.Regions.Where(one => one.OnDuty.Length + one.Pattern.Length + one.Holidays.Length > 0))
            if (Rota.FirstGap(directory, region, now, TimeSpan.FromDays(7)) is { } at)
            {
                var start = string.Create(CultureInfo.InvariantCulture, $"{region.Id}|{at.UtcDateTime:yyyyMMddHHmm}");
                all.Add((region, at, at <= now ? [$"{region.Id}|now"] : at - now <= TimeSpan.FromDays(1) ? [start, $"{start}|1"] : [start]));
            }
        return all;
    }

    private static Argument.Named Label(Region region) => new Argument.Named(region.Labels);
}
