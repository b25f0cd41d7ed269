using System.Collections.Immutable;
using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Simulation.Carriers;
using ServerlessAssist.Simulation.Stories;
using ServerlessAssist.Simulation.World;
using static ServerlessAssist.Simulation.Stories.Programme;

namespace ServerlessAssist.Simulation.Rides;

/// <summary>A coordinator asks for a ride in a chat; somebody drives.</summary>
public abstract class RideStory : Story
{
    protected const string Where = "to the marker-hospital, gate four";

    protected static async Task<string> Asked(Programme programme)
    {
        var reference = await programme.Refer();
        await programme.World.Time.Wait(Minutes(2));
        programme.On(DutyTelegram, shown => shown.Text.StartsWith("Where to", StringComparison.Ordinal), async _ =>
        {
            await programme.World.Time.Wait(Minutes(1));
            programme.Text(DutyTelegram, Where);
        });
        programme.Text(DutyTelegram, $"/ride {reference}");
        return reference;
    }

    protected static bool IsRide(Shown shown) => IsAlert(shown) && CodeIn(shown)[0] == RideMessages.Kind.Letter;

    public override IEnumerable<string> Promises(Programme programme) =>
        programme.World.Facts.Each<Ride>().Count() == 1 ? [] : [$"{programme.World.Facts.Each<Ride>().Count()} rides were asked for."];
}

/// <summary>The referral is taken with a button, the ride by a code.</summary>
public sealed class ARideIsTaken : RideStory
{
    public override async Task Play(Programme programme)
    {
        programme.When(DutyTelegram, async (alert, _) =>
        {
            await programme.World.Time.Wait(Minutes(1));
            if (IsRide(alert)) programme.Text(DutyTelegram, CodeIn(alert));
            else programme.Take(DutyTelegram, alert);
        });
        await Asked(programme);
    }
}

/// <summary>All pass it on or say nothing, and it is cancelled.</summary>
public sealed class NobodyDrives : RideStory
{
    public override async Task Play(Programme programme)
    {
        programme.When(DutyTelegram, async (alert, _) =>
        {
            await programme.World.Time.Wait(Minutes(1));
            if (IsRide(alert)) programme.PassOn(DutyTelegram, alert);
            else programme.Take(DutyTelegram, alert);
        });
        programme.Presses(DutyTelegram, $"{RideButtons.Prefix} {RideButtons.Cancel} ", Minutes(90));
        await Asked(programme);
    }
}

public static class RideInvariants
{
    public static ImmutableArray<Invariant> All { get; } =
    [
        new("A ride that nobody drives always has a clock on it.")
        {
            Each = (_, what) => what is Happening.StateStored { After: Ride { IsOpen: true, Escalation.EscalatesAt: null } } ? ["It has none."] : [],
        },
        new("Who drives is not changed by anybody else.")
        {
            Each = (_, what) => what is Happening.StateStored { Before: Ride { Escalation.TakenBy: { } had }, After: Ride { Escalation.TakenBy: { } has } } && had != has
                ? ["Somebody else drives now."] : [],
        },
        new("Where a ride goes stands on no phone but that of who asked.")
        {
            Each = (_, what) => what is Happening.Appeared { Shown: var shown } && shown.Text.Contains("marker-hospital", StringComparison.Ordinal) ? ["It was shown."] : [],
        },
        new("In the end each ride is taken, cancelled, or those who run the programme know that nobody drives.")
        {
            AtEnd = world => world.Facts.Each<Ride>().Where(one => one.State is { IsOpen: true, Escalation.Unreached: false })
                .Select(one => $"{one.State.Reference} waits."),
        },
    ];
}
