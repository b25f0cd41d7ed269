using System.Globalization;
using System.Text.RegularExpressions;
using ServerlessAssist.Functions.Alerts;
using ServerlessAssist.Functions.Cases;
using ServerlessAssist.Functions.Conversations.Prompts;
using ServerlessAssist.Functions.Outbox.Budget;
using ServerlessAssist.Functions.People;
using ServerlessAssist.Functions.People.Rules;
using ServerlessAssist.Functions.Referrals;
using ServerlessAssist.Functions.Referrals.Intake;
using ServerlessAssist.Functions.Referrals.Messages;
using ServerlessAssist.Functions.Referrals.Providers;
using ServerlessAssist.Functions.Referrals.Rules;
using ServerlessAssist.Shared.Limits;
using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Shared.Streams;
using ServerlessAssist.Simulation.World;

namespace ServerlessAssist.Simulation;

/// <summary>What always holds, whatever fails: looked at after every step (<see cref="Each"/>) and when the troubles are over and all is done (<see cref="AtEnd"/>).</summary>
/// <param name="Sentence">As a caseworker would say it.</param>
public sealed record Invariant(string Sentence)
{
    /// <summary>What is wrong with something that just happened; nothing: all is well.</summary>
    public Func<World.World, Happening, IEnumerable<string>> Each { get; init; } = Nothing;

    public Func<World.World, IEnumerable<string>> AtEnd { get; init; } = _ => [];

    /// <summary>False: it looks at the end only.</summary>
    public bool LooksAtEach => Each != Nothing;

    private static readonly Func<World.World, Happening, IEnumerable<string>> Nothing = (_, _) => [];
}

/// <summary>All of them. A capability adds its own to those that hold for every stream.</summary>
public static partial class Invariants
{
    private static readonly Phrases Phrases = new();

    /// <summary>Two clocks may each be wrong by two minutes.</summary>
    private static readonly TimeSpan Clocks = TimeSpan.FromMinutes(4);

    /// <summary>How long a message may be on its way once it was found to be wanted: slow reads, a slow carrier, its phone.</summary>
    private static readonly TimeSpan OnItsWay = TimeSpan.FromMinutes(2);

    /// <summary>As <see cref="Functions.Inbox.LoopGuard"/> is meant to work, in numbers of its own.</summary>
    private const int LoopAnswers = 5;

    private static readonly TimeSpan LoopWindow = TimeSpan.FromMinutes(30);

    public static IReadOnlyList<Invariant> All { get; } =
    [
        // Whatever the capability.
        new("What was decided stands, and the next decision builds on it.") { Each = (_, what) => what is Happening.StateStored stored ? StepsByOne(stored) : [] },
        new("A decision is sent to storage once; what becomes of it is looked at, not guessed.")
        {
            Each = (_, what) => what is Happening.Asked { IsRepeat: true } ? ["The same commit went out a second time behind our back."] : [],
        },
        new("A decision that is on its way is finished, also when the process is told to end.")
        {
            Each = (_, what) => what is Happening.CommitGivenUp ? ["A commit on its way was given up."] : [],
        },
        new("What waits in a queue never expires.")
        {
            Each = (_, what) => what is Happening.Asked { Call: { Service: "queue", Method: "POST" } call } && !call.Query.Contains("messagettl=-1", StringComparison.Ordinal) ? [$"A message went into {Words.Target(call)} with an end."] : [],
        },
        new("When storage fails, whoever asks is told to ask again, and nothing else.")
        {
            Each = (_, what) => what is Happening.FunctionFailed failed ? [$"{failed.Function} failed with {failed.Failed.GetType().Name}: {failed.Failed.Message}"] : [],
        },
        new("A line of a list never goes back to what was before.") { Each = (_, what) => what is Happening.RowStored { Change: { Before: not null } change } row && World.House.Played.ViewTables.Contains(change.Table) ? NeverBack(row) : [] },
        new("A message comes once; a second time only where a process, storage or carrier left it in doubt.") { Each = (world, what) => what is Happening.Appeared { Ticket: not null } shown ? Once(world, shown) : [] },
        new("A message reaches the person that it is for, and nobody else.") { Each = (world, what) => what is Happening.Appeared { Message: not null } shown ? RightPerson(world, shown) : [] },
        new("Nothing that stands on a screen names the person, or says how to reach somebody.") { Each = (_, what) => what is Happening.Appeared shown ? NothingToHurt(shown) : [] },
        new("Nobody is answered more often than the carrier brought what they wrote, but for what was left in doubt.") { Each = (world, what) => what is Happening.Appeared { Ticket: null } shown ? AnsweredTooOften(world, shown) : [] },
        new("What was asked once is done once: when it was answered, nothing more comes of it.") { Each = (world, what) => what is Happening.RowStored { Change: { Before: null } } row ? NotAgain(world, row.Change.RowKey) : [] },
        new("The same message gets the same answer.") { Each = (_, what) => what is Happening.Replied { Said: { IsDecided: true, FirstAnswer: { } first }, Text: { } text } && first != text ? ["It was answered otherwise the second time."] : [] },
        new("In the end nothing waits to leave.") { AtEnd = world => world.Facts.Outboxes().Where(one => one.Body.Leaving is Leaving.Waiting or Leaving.Attempting).Select(one => $"{one.Body.Message?.Id ?? "An effect"} of a {one.Stream.Kind} is {one.Body.Leaving}.") },
        new("In the end no queue holds anything; what was given up, somebody was told of and put back.") { AtEnd = QueuesAreEmpty },
        new("No wake-up was missing.") { AtEnd = world => world.Facts.MissingHints > 0 ? [string.Create(CultureInfo.InvariantCulture, $"{world.Facts.MissingHints} were missing.")] : [] },
        new("Every history is whole, and leads to the state that stands.") { AtEnd = world => world.Facts.Faulty },

        // People.
        new("A number or chat is one person's.") { Each = (_, what) => what is Happening.StateStored { After: StaffRegister people } ? Shared(people) : [] },
        new("Nobody who has left, and no phone that was cut, is told anything more.") { Each = (world, what) => what is Happening.Appeared { Message.To.Person: { } person } shown ? StillHere(world, person, shown.Phone.Address) : [] },

        // Assisted persons and families.
        new("A text to an assisted person comes once, whatever fails.") { Each = (world, what) => what is Happening.Appeared { Message: not null } shown ? OnlyOnce(world, shown) : [] },
        new("No text to an assisted person is lost: it was sent, or it is written down what became of it.") { AtEnd = CasesWereTexted },

        // Money.
        new("What is spent never becomes less, nor what administrators know of it.")
        {
            Each = (_, what) => what is Happening.StateStored { Before: SmsBudgetDay before, After: SmsBudgetDay after } && (after.Segments < before.Segments || after.Told < before.Told) ? ["It did."] : [],
        },
        new("Routine texts end at the day's limit, whatever fails.") { AtEnd = RoutineWithinLimit },

        // Erasing.
        new("Of whoever was erased nothing is left, in any dump, with all keys.") { AtEnd = Secrecy.Remains.Of },
        new("Whoever is being erased is, in the end.") { AtEnd = world => world.Facts.Each<Functions.Privacy.Erasing.Erasure>().Where(one => one.State.IsRunning).Select(one => $"It is still at {one.State.Step}.") },

        // Referrals.
        new("A referral that was taken in is there, once.") { AtEnd = TakenInOnce },
        new("Nobody is referred without consent, or a reason to do without.") { Each = (_, what) => what is Happening.StateStored { After: Referral { Facts: { Consent: false, Override: null or "" } } } ? ["There is neither."] : [] },
        new("What was sent from a phone is there, each draft once.") { AtEnd = SentOnce },
        new("Whoever has a referral has it until giving it back.") { Each = (_, what) => Changed(what, (before, after) => before.TakenBy is { } had && after.TakenBy is { } has && had != has ? ["It went from one to another."] : []) },
        new("A referral that is not closed always has a clock on it.") { Each = (_, what) => what is Happening.StateStored { After: Referral { Exists: true, IsClosed: false } open } && (open.Stage == Stage.Identified || open.TakenBy is not null ? open.Due : open.EscalatesAt) is null ? ["It has none."] : [] },
        new("A provider never holds more than its places.") { Each = (_, what) => what is Happening.StateStored { After: Provider provider } && (provider.Held.Length > provider.Capacity || provider.Declared < 0) ? [$"It holds {provider.Held.Length} of {provider.Capacity}."] : [] },
        new("A place is held for every offer that is accepted, and for no other.") { AtEnd = PlacesAreRight },
        new("Nobody is alerted before the time, unless those before have passed it on or cannot be reached.") { Each = (world, what) => Changed(what, (before, after) => TooEarly(world, before, after)) },
        new("Nobody is alerted about what somebody already has.") { Each = (world, what) => what is Happening.Appeared { Message: { } message, Ticket: { } ticket } && message.Purpose == MessagePurpose.Alert ? StillOpen(world, ticket) : [] },
        new("In the end the work of whoever has left, or is away, has found other hands.") { AtEnd = world => world.Facts.Directory.ToHandOver.Select(one => $"What {one.Person.Value} had waits since {one.Since:t}.") },
        new("Whatever the house has taken from a carrier is dealt with.") { AtEnd = DealtWith },
        new("Every alert reached its phone, or it is written down why not.") { AtEnd = EveryAlert },
        new("Every referral ended with somebody who has it, or at the top with those told who run the house.") { AtEnd = EveryReferralEnded },
        new("Whoever has taken a referral was told so.") { AtEnd = TakersWereTold },
        new("What an organisation's system is to hear of has arrived there, or stands as failed; nothing comes that did not happen, and nothing under two names.") { AtEnd = SystemsHeard },
        new("Every answer could have been given by the rules at some moment between question and answer.") { Each = (world, what) => what is Happening.Replied { Text: { } text } replied ? Model.Explains(world, replied.Said, text) : [] },

        .. World.SimulatedModules.All.SelectMany(module => module.Invariants),
    ];

    /// <summary><c>RequestLost</c> as <c>request lost</c>.</summary>
    internal static string Plain(string name) => Capitals().Replace(name, " $1").Trim().ToLowerInvariant();

    private static IEnumerable<string> Shared(StaffRegister people) =>
        people.Staff.SelectMany(one => people.AddressesOf(one).Select(address => (address, one.Id))).GroupBy(one => one.address).Where(same => same.Count() > 1).Select(same => $"{string.Join(" and ", same.Select(one => one.Id.Value))} are behind one {same.Key.Channel} address.");

    /// <summary>Another instance knows within a quarter of a minute; what was on its way then has arrived some minutes later.</summary>
    private static IEnumerable<string> StillHere(World.World world, PersonId to, Address at)
    {
        var versions = world.Facts.History.GetValueOrDefault(StaffRules.Id) ?? [];
        var cut = versions.FindLastIndex(version => IsBehind((StaffRegister)version.State)) + 1;
        return cut > 0 && cut < versions.Count && world.Time.Now - versions[cut].At > OnItsWay + OnItsWay ? [$"{to.Value} was told something {(world.Time.Now - versions[cut].At).TotalMinutes:0} minutes after the cut."] : [];

        bool IsBehind(StaffRegister people) => people.Find(to) is { } staff && people.AddressesOf(staff).Contains(at);
    }

    private static IEnumerable<string> StepsByOne(Happening.StateStored stored) =>
        (stored.Before is null ? stored.Version == 1 : stored.Version > 1) ? [] : [string.Create(CultureInfo.InvariantCulture, $"A {stored.Stream.Kind} was at version {stored.Version} out of turn.")];

    private static IEnumerable<string> NeverBack(Happening.RowStored row) =>
        row.Change.After is { } after && (long)after["Version"]! < (long)row.Change.Before!["Version"]! ? ["An older line replaced a newer one."] : [];

    private static IEnumerable<string> NotAgain(World.World world, string rowKey) =>
        rowKey.StartsWith("inbox~", StringComparison.Ordinal) && world.Facts.WriterOf(rowKey) is { FirstAnswer: not null, AnsweredAt: { } answered } said && world.Time.Now > answered ? [$"'{said.Text}' was answered, and done again later."] : [];

    private static IEnumerable<string> Once(World.World world, Happening.Appeared shown)
    {
        var times = world.Facts.TimesShown[shown.Shown.Ticket!];
        return times > 1 + world.Doubts ? [string.Create(CultureInfo.InvariantCulture, $"{shown.Ticket!.Value.MessageId} stands there {times} times, and {world.Doubts} things were in doubt.")] : [];
    }

    private static IEnumerable<string> AnsweredTooOften(World.World world, Happening.Appeared shown)
    {
        var (brought, answers) = (world.Facts.TimesBrought(shown.Phone.Address), shown.Phone.All.Count(one => one.Ticket is null));
        // A clock that is fast takes from the list what is still on its way by webhook; and what waits in the queue until silent tables answer, the list brings as well. Both give the same answer.
        var most = world.Struck[(int)Fault.ClockWrong] + world.Struck[(int)Fault.TablesDown] > 0 ? 2 * brought : brought;
        return answers > most + world.Doubts ? [string.Create(CultureInfo.InvariantCulture, $"{answers} answers to messages that were brought {brought} times.")] : [];
    }

    private static IEnumerable<string> RightPerson(World.World world, Happening.Appeared shown) =>
        // A people file may have changed a number since.
        world.Facts.EverOf(shown.Message!.To).Contains(shown.Phone.Address) ? [] : [$"A message for {shown.Message.To.Value} stands on another phone."];

    private static IEnumerable<string> NothingToHurt(Happening.Appeared shown) =>
        Stories.Programme.Secrets.Where(secret => !(Stories.Programme.ChoosesPoints(shown.Phone.Address) && shown.Ticket is null && Stories.Programme.Points.Contains(secret))).Where(secret => shown.Shown.Text.Contains(secret, StringComparison.OrdinalIgnoreCase)).Select(secret => $"It says {secret}.");

    private static IEnumerable<string> QueuesAreEmpty(World.World world) =>
        from queue in World.World.QueueNames
        let count = world.Account.Queues.Messages(queue).Count()
        where count > 0
        select string.Create(CultureInfo.InvariantCulture, $"{queue} holds {count}.");

    /// <summary>Where a clock is wrong, a day may begin some minutes early.</summary>
    private static IEnumerable<string> RoutineWithinLimit(World.World world) =>
        from day in world.Sms.Messages.Where(one => one.Callback is { } callback && world.Facts.Tried.TryGetValue(callback.Split('/')[^1], out var message) && message.Priority == Priority.Routine).GroupBy(one => SmsBudgetRules.DayOf(one.At))
        let limit = (world.Limits ?? new LimitSettings()).SegmentsADay("355") * (world.Struck[(int)Fault.ClockWrong] > 0 ? 2 : 1)
        let spent = day.Sum(one => SmsSegments.Count(one.Body).Segments)
        where spent > limit
        select string.Create(CultureInfo.InvariantCulture, $"{spent} segments were texted, and {limit} were allowed.");

    private static IEnumerable<string> TakenInOnce(World.World world)
    {
        foreach (var key in world.Facts.Referrals.GroupBy(one => one.Key).Where(key => key.Select(one => one.Reference).Distinct().Count() > 1)) yield return $"{key.Key} became two referrals.";
        var there = ThereOrErased(world);
        foreach (var one in world.Facts.Referrals.Where(one => !there.Contains(one.Reference))) yield return $"{one.Reference} was taken in and is not there.";
    }

    private static IEnumerable<string> SentOnce(World.World world)
    {
        var there = ThereOrErased(world);
        var intakes = world.Facts.Each<SenderPrompts>().Select(one => world.Facts.History[one.Stream])
            .Select(versions => versions.Select(one => IntakeRules.Prompt.StateOf((SenderPrompts)one.State)).ToList()).ToList();
        foreach (var versions in intakes)
        {
            var sent = versions.Select(one => one.Reference).OfType<string>().Distinct().ToList();
            foreach (var reference in sent.Where(reference => !there.Contains(reference))) yield return $"{reference} was sent and is not there.";
            if (sent.Count > versions[^1].Drafts) yield return "There are more of them than drafts.";
        }
        // Her social workers have no other door: more than they were told of would be doubles.
        var told = intakes.SelectMany(one => one).Select(one => one.Reference).OfType<string>().ToHashSet();
        foreach (var (_, referral) in world.Facts.Each<Referral>().Where(one => one.State.Organisation is "social-al" or "point-al" && !told.Contains(one.State.Reference))) yield return $"{referral.Reference} was opened, and no draft says so.";
    }

    private static HashSet<string> ThereOrErased(World.World world) => [.. world.Facts.Each<Referral>().Select(one => one.State).Concat(world.Facts.Erased.Values.OfType<Referral>()).Select(one => one.Reference)];

    private static IEnumerable<string> TooEarly(World.World world, Referral before, Referral after) =>
        after.Level > before.Level && before.EscalatesAt is { } due && world.Time.Now < due - Clocks && before.Alerts.Any(alert => alert.Level == before.Level && alert.IsPending && after.Alerts.Any(same => same.Id == alert.Id && same.IsPending))
            ? [string.Create(CultureInfo.InvariantCulture, $"{after.Reference} went to level {after.Level} {(due - world.Time.Now).TotalMinutes:0} minutes early.")]
            : [];

    private static IEnumerable<string> StillOpen(World.World world, CorrelationId ticket)
    {
        if (ticket.Stream.Kind != ReferralRules.Kind) return [];
        var versions = world.Facts.History.GetValueOrDefault(ticket.Stream) ?? [];
        var taken = versions.FindLastIndex(version => version.State is Referral { TakenBy: null }) + 1;
        return taken < versions.Count && world.Time.Now - versions[taken].At > OnItsWay ? [$"{ticket.MessageId} came {(world.Time.Now - versions[taken].At).TotalMinutes:0} minutes after it was taken."] : [];
    }

    /// <summary>What was taken and answered with nothing waits in a queue: a decision, or a word to whoever wrote, must come of it.</summary>
    private static IEnumerable<string> DealtWith(World.World world) =>
        from said in world.Facts.Writings.Values
        where said is { AnsweredAt: not null, FirstAnswer: null, IsDecided: false } && AlertCode.Find(said.Text, ReferralCodes.Kinds) is { } code && world.Facts.History.ContainsKey(world.Facts.StreamOf(CaseReference.OfBody(code.Body)!.Value))
        where !world.Phone(said.From).All.Any(shown => shown.Ticket is null && shown.At > said.At) && world.Facts.Directory.Find(said.From) is not null
        where !IsLoop(world, said)
        select $"'{said.Text}' was taken, and nothing came of it.";

    /// <summary>
    /// The same text from one sender, answered five times in the 30 minutes before, gets no more words on purpose:
    /// then whoever runs the house was told so.
    /// </summary>
    private static bool IsLoop(World.World world, Said said)
    {
        return world.Facts.Writings.Values.Count(one => IsSame(one) && one.FirstAnswer is not null) >= LoopAnswers
        && world.Phones.Any(phone => phone.All.Any(shown =>
            shown.At > said.At - LoopWindow && SaysLoop(phone.Address.Channel, shown.Text)));

        bool IsSame(Said one) => one.From == said.From && one.Text == said.Text && one.At <= said.At && one.At > said.At - LoopWindow;
    }

    private static bool SaysLoop(ChannelKind channel, string text) =>
        Phrases.Languages.Any(language => text == Phrases.Render(OperationsPhrases.Loop, language, channel));

    private static IEnumerable<string> EveryAlert(World.World world)
    {
        foreach (var (stream, events) in world.Facts.Events)
        {
            var explained = events.Select(happened => happened switch
            {
                ReferralEvent.AlertFailed failed => failed.Message, ReferralEvent.AlertUndelivered undelivered => undelivered.Message, ReferralEvent.MessageDropped dropped => dropped.Message, _ => null,
            }).ToHashSet();
            foreach (var alert in events.OfType<ReferralEvent.Alerted>())
                if (!world.Facts.AtCarrier.Contains(new CorrelationId(stream, alert.Message).ToString()) && !explained.Contains(alert.Message)) yield return $"{alert.Message} for {alert.To.Value} was lost.";
        }
    }

    private static IEnumerable<string> PlacesAreRight(World.World world)
    {
        var wanted = world.Facts.Each<Referral>().SelectMany(one => one.State.Offers.Where(offer => offer.Status == OfferStatus.Accepted).Select(offer => new Place(one.Stream.Partition, offer.Id))).ToHashSet();
        var held = world.Facts.Each<Provider>().SelectMany(one => one.State.Held).ToHashSet();
        if (!wanted.SetEquals(held)) yield return $"{wanted.Except(held).Count()} are missing, {held.Except(wanted).Count()} are held for nothing.";
        foreach (var (_, referral) in world.Facts.Each<Referral>())
            if (referral.Offers.Any(offer => offer.Status == OfferStatus.Taken)) yield return $"A provider of {referral.Reference} still does not know whether it has a place.";
    }

    private static IEnumerable<string> EveryReferralEnded(World.World world)
    {
        foreach (var (_, referral) in world.Facts.Each<Referral>().Where(one => one.State is { TakenBy: null, IsClosed: false }))
        {
            if (referral.Level < referral.Ladder!.Top || !referral.Unreached) yield return $"{referral.Reference} waits at level {referral.Level}.";
            else if (!world.Phones.Any(phone => phone.All.Any(shown => shown.Text.StartsWith($"{referral.Reference}: nobody has answered", StringComparison.Ordinal)))) yield return $"Nobody was told that nobody answers {referral.Reference}.";
        }
    }

    private static IEnumerable<string> TakersWereTold(World.World world) =>
        from one in world.Facts.Each<Referral>()
        // Whoever texted STOP and then a code cannot be answered: the carrier refuses.
        where one.State.TakenBy is { } taker && !world.Facts.EverOf(taker).Any(address => world.Sms.OptedOut.Contains(address.Value)) && !world.Facts.EverOf(taker).Any(address => Yours(one.State.Reference, address.Channel).ToList() is var yours && world.Phone(address).All.Any(shown => yours.Any(words => shown.Text.StartsWith(words, StringComparison.Ordinal))))
        select $"{one.State.TakenBy} has {one.State.Reference} and does not know it.";

    /// <summary>How it is said, in whatever language she had then; the code of the one that says how to give it back stands last.</summary>
    private static IEnumerable<string> Yours(string reference, ChannelKind channel) =>
        from language in Phrases.Languages
        from words in new[] { ReferralPhrases.Taken.With(("reference", reference)), ReferralPhrases.TakenNotYou.With(("reference", reference), ("code", "")) }
        select Phrases.Render(words, language, channel);

    private static IEnumerable<string> Changed(Happening what, Func<Referral, Referral, IEnumerable<string>> look) =>
        what is Happening.StateStored { Before: Referral before, After: Referral after } ? look(before, after) : [];

    [GeneratedRegex("(?<!^)([A-Z])")]
    private static partial Regex Capitals();
}
