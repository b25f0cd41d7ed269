using System.Collections.Immutable;
using System.Globalization;
using ServerlessAssist.Functions.People;
using ServerlessAssist.Functions.People.Duty;
using static ServerlessAssist.Tests.Functions.People.House;

namespace ServerlessAssist.Tests.Functions.People.Duty;

public sealed class RotaTests
{
    private static readonly TimeZoneInfo Tirana = TimeZoneInfo.FindSystemTimeZoneById("Europe/Tirane");

    [Theory]
    [InlineData("2026-03-02T06:59:59Z", "bea")]     // 07:59 in Tirana
    [InlineData("2026-03-02T07:00:00Z", "ana")]
    [InlineData("2026-03-02T18:59:59Z", "ana")]
    [InlineData("2026-03-02T19:00:00Z", "bea")]
    [InlineData("2026-03-02T23:30:00Z", "bea")]     // past midnight
    [InlineData("2026-03-30T05:59:59Z", "bea")]     // summer time since the 29th
    [InlineData("2026-03-30T06:00:00Z", "ana")]
    [InlineData("2026-10-26T06:59:59Z", "bea")]     // and no more since 25 October
    [InlineData("2026-10-26T07:00:00Z", "ana")]
    public void The_week_is_read_on_the_regions_own_clock(string at, string who) => Assert.Equal([who], On(Full, North, At(at)));

    [Theory]
    [InlineData("2026-03-29")]
    [InlineData("2026-10-25")]
    public void On_the_days_when_clocks_change_somebody_is_on_duty_at_every_minute_and_never_two(string day)
    {
        // Shifts that end and begin in the very hour that is left out, or comes twice.
        var region = North with { Pattern = [new Turn(Ana, Everyday, new TimeOnly(2, 30), new TimeOnly(3, 0)), new Turn(Bea, Everyday, new TimeOnly(3, 0), new TimeOnly(2, 30))] };
        var midnight = LocalTime.At(DateOnly.Parse(day, CultureInfo.InvariantCulture), default, Tirana);
        for (var minute = 0; minute < 26 * 60; minute++) Assert.Single(On(Full, region, midnight.AddMinutes(minute)));
    }

    [Fact]
    public void A_local_time_is_one_moment_also_when_it_does_not_exist_or_comes_twice()
    {
        var (spring, autumn) = (new DateOnly(2026, 3, 29), new DateOnly(2026, 10, 25));
        Assert.Equal(At("2026-03-29T01:00:00Z"), LocalTime.At(spring, new TimeOnly(2, 0), Tirana));
        Assert.Equal(At("2026-03-29T01:00:00Z"), LocalTime.At(spring, new TimeOnly(2, 30), Tirana));
        Assert.Equal(At("2026-03-29T01:00:00Z"), LocalTime.At(spring, new TimeOnly(3, 0), Tirana));
        Assert.Equal(At("2026-10-25T00:30:00Z"), LocalTime.At(autumn, new TimeOnly(2, 30), Tirana));
        Assert.Equal(At("2026-10-25T02:00:00Z"), LocalTime.At(autumn, new TimeOnly(3, 0), Tirana));
    }

    [Fact]
    public void A_holiday_has_its_own_duty_from_midnight_to_midnight()
    {
        var region = North with { Holidays = [new Holiday(new DateOnly(2026, 3, 3), [Backup])] };
        Assert.Equal(["bea"], On(Full, region, At("2026-03-02T22:59:00Z")));
        Assert.Equal(["backup"], On(Full, region, At("2026-03-02T23:00:00Z")));
        Assert.Equal(["backup"], On(Full, region, At("2026-03-03T22:59:00Z")));
        // The night that would have begun on the holiday does not.
        Assert.Empty(On(Full, region, At("2026-03-03T23:00:00Z")));
    }

    [Theory]
    [InlineData("2026-03-02T18:59:59Z", "backup")]  // Monday: nobody's turn, the usual one
    [InlineData("2026-03-02T19:00:00Z", "ana")]
    [InlineData("2026-03-03T06:59:59Z", "ana")]     // her night goes on past midnight
    [InlineData("2026-03-03T07:00:00Z", "backup")]
    [InlineData("2026-03-07T11:00:00Z", "")]        // Saturday: the backup of that day is on duty then, and is not called twice
    public void Who_is_backup_can_have_a_week_of_its_own(string at, string who)
    {
        var region = North with
        {
            Pattern = [.. North.Pattern, new Turn(Ana, [DayOfWeek.Monday], new TimeOnly(20, 0), new TimeOnly(8, 0), TurnKind.Backup), new Turn(Ana, [DayOfWeek.Saturday], new TimeOnly(8, 0), new TimeOnly(20, 0), TurnKind.Backup)],
        };
        Assert.Equal(who, string.Join(',', Full.LadderOf(region, At(at))[1].Select(one => one.Value)));
        Assert.Equal(Full.LadderOf(North, At(at))[0], Full.LadderOf(region, At(at))[0]);
    }

    [Fact]
    public void Single_shifts_stand_beside_the_week() =>
        Assert.Equal(["backup", "ana"], On(Full, North with { OnDuty = [new Shift(Backup, Now.AddHours(-1), Now.AddHours(1))] }, Now));

    [Fact]
    public void A_day_that_was_swapped_is_the_others_with_its_whole_night()
    {
        var swapped = Full with { Swaps = [new Swap("1", "north", new DateOnly(2026, 3, 6), Bea, Backup, SwapState.Agreed), new Swap("2", "north", new DateOnly(2026, 3, 6), Ana, Bea, SwapState.Asked)] };
        Assert.Equal(["ana"], On(swapped, North, At("2026-03-06T12:00:00Z")));
        Assert.Equal(["backup"], On(swapped, North, At("2026-03-06T19:00:00Z")));
        Assert.Equal(["backup"], On(swapped, North, At("2026-03-07T06:59:00Z")));
        Assert.Equal(["bea"], On(swapped, North, At("2026-03-07T19:00:00Z")));
    }

    [Fact]
    public void The_first_gap_is_found()
    {
        Assert.Null(Rota.FirstGap(Full, North, Now, TimeSpan.FromDays(7)));
        var weekdays = North with { Pattern = [.. North.Pattern.Select(turn => turn with { Days = [DayOfWeek.Monday, DayOfWeek.Tuesday] })] };
        Assert.Equal(At("2026-03-04T07:00:00Z"), Rota.FirstGap(Full, weekdays, Now, TimeSpan.FromDays(7)));
        Assert.Null(Rota.FirstGap(Full, weekdays, Now, TimeSpan.FromDays(1)));
        var away = After(Full, new StaffCommand.GoAway(Ana, Now.AddDays(2), Hello));
        Assert.Equal(Now, Rota.FirstGap(away, North, Now, TimeSpan.FromDays(7)));
    }

    [Fact]
    public void A_day_is_shown_in_its_parts()
    {
        var parts = Rota.Of(Full, North, new DateOnly(2026, 3, 6));
        Assert.Equal([("00:00", "bea"), ("08:00", "ana"), ("20:00", "bea")], parts.Select(part => (TimeZoneInfo.ConvertTime(part.From, Tirana).ToString("HH:mm", CultureInfo.InvariantCulture), string.Join(' ', part.Who.Select(one => one.Value)))));
    }

    [Fact]
    public void Duty_of_who_is_away_goes_to_the_backup_and_the_top_is_never_empty()
    {
        Assert.Equal(["ana", "backup", "", "authority"], Ladder(Full));
        var away = After(Full, new StaffCommand.GoAway(Ana, Now.AddDays(2), Hello), new StaffCommand.GoAway(Authority, Now.AddDays(2), Hello));
        Assert.Equal(["backup", "", "", "authority"], Ladder(away));
        Assert.Equal(["ana", "backup", "", "authority"], Ladder(away, Now.AddDays(2)));
        var left = After(Full, new StaffCommand.Leave(Of(Admin), Authority));
        Assert.Equal(["ana", "backup", "", "ana bea backup"], Ladder(left));
        var alone = After(left, new StaffCommand.Leave(Of(Admin), Ana), new StaffCommand.Leave(Of(Admin), Bea), new StaffCommand.Leave(Of(Admin), Backup));
        Assert.Equal(["", "", "", "admin second"], Ladder(alone));
    }

    [Theory]
    [InlineData("2026-03-02T20:59:00Z", null)]
    [InlineData("2026-03-02T21:00:00Z", "2026-03-03T06:00:00Z")]    // 22:00 in Tirana
    [InlineData("2026-03-03T05:59:00Z", "2026-03-03T06:00:00Z")]
    [InlineData("2026-03-03T06:00:00Z", null)]
    [InlineData("2026-03-28T22:00:00Z", "2026-03-29T05:00:00Z")]    // the short night
    public void Quiet_ends_in_the_morning_of_ones_own_clock(string at, string? until) =>
        Assert.Equal(until is null ? null : At(until), new Quiet(new TimeOnly(22, 0), new TimeOnly(7, 0)).EndsAfter(At(at), Tirana));

    private static readonly ImmutableArray<DayOfWeek> Everyday = [.. Enum.GetValues<DayOfWeek>()];

    private static IEnumerable<string> On(StaffRegister directory, Region region, DateTimeOffset at) => Rota.OnDutyAt(directory, region, at).Select(one => one.Value);

    private static IEnumerable<string> Ladder(StaffRegister directory, DateTimeOffset? at = null) => directory.LadderOf(North, at ?? Now).Select(level => string.Join(' ', level.Select(one => one.Value)));

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
