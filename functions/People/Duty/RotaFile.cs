using System.Globalization;
using ServerlessAssist.Functions.Api.Requests;
using ServerlessAssist.Functions.People.Configuration;
using ServerlessAssist.Shared.Messaging;

namespace ServerlessAssist.Functions.People.Duty;

/// <summary>The rota as the people file writes it.</summary>
internal static class RotaFile
{
    private static readonly string[] Days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

    public static Turn ReadTurn(Form form) => new(
        new PersonId(PeopleFile.Id(form, "staff")), [.. form.SomeOf("days", 1, Days).Select(DayOf)], ReadTime(form, "from"), ReadTime(form, "until"),
        form.OptionalText("as", 6) is { } duty ? DutyOf(form, duty) : TurnKind.Duty);

    private static TurnKind DutyOf(Form form, string word)
    {
        if (word is not ("duty" or "backup")) form.Fault("as", "must be duty or backup; left out it is duty");
        return word == "backup" ? TurnKind.Backup : TurnKind.Duty;
    }

    public static Holiday ReadHoliday(Form form)
    {
        if (!DateOnly.TryParseExact(form.Text("date", 10), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)) form.Fault("date", "must be a date, e.g. 2026-11-28");
        return new Holiday(date, PeopleFile.People(form, "staff", 1));
    }

    /// <summary>Local; an end that is not after its beginning lies on the next day.</summary>
    private static TimeOnly ReadTime(Form form, string name)
    {
        if (!TimeOnly.TryParseExact(form.Text(name, 5), "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)) form.Fault(name, "must be a local time, e.g. 08:00; midnight is 00:00");
        return time;
    }

    private static DayOfWeek DayOf(string word) => (DayOfWeek)((Array.IndexOf(Days, word) + 1) % 7);
}
