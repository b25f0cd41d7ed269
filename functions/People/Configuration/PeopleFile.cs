using System.Collections.Immutable;
using ServerlessAssist.Functions.Api.Authentication;
using ServerlessAssist.Functions.Api.Requests;
using ServerlessAssist.Functions.People.Duty;
using ServerlessAssist.Shared.Messaging;

namespace ServerlessAssist.Functions.People.Configuration;

/// <summary>The people file: organisations, regions with their rota, staff with their channels. All of it is good, or nothing is taken.</summary>
public static class PeopleFile
{
    private const int DigitsShown = 4;
    private static readonly string[] Countries = ["AL", "BA", "BG", "XK", "MK", "MD", "ME", "RO", "RS", "TR", "UA"];
    /// <summary>What a referred person may need, and a provider provide.</summary>
    public static readonly string[] Needs = ["shelter", "medical", "legal", "translation", "transport", "psychosocial", "food-and-hygiene", "family-contact"];

    /// <summary>What referred persons and providers may speak.</summary>
    public static readonly string[] Spoken = ["sq", "bs", "cnr", "sr", "bg", "mk", "ro", "tr", "uk", "ru", "en", "other"];

    private static readonly string[] Kinds = [.. ChannelTraits.All.Select(kind => ChannelTraits.Of(kind).Key)];
    private static readonly string[] Urgencies = ["immediate", "urgent", "routine"];

    /// <param name="invited">Those who joined by invitation: they may have duty too.</param>
    /// <param name="addresses">Null: what can be reached is not looked at.</param>
    /// <returns>Null when the form has faults.</returns>
    public static PeopleConfiguration? Read(Form form, IReadOnlyCollection<string> languages, IReadOnlyCollection<Staff>? invited = null, AddressChecks? addresses = null)
    {
        var organisations = form.Forms("organisations", 1, 500).Select(ReadOrganisation).ToImmutableArray();
        var staff = form.Forms("staff", 1, 2000).Select(one => ReadStaff(one, languages)).ToImmutableArray();
        var regions = form.Forms("regions", 1, 300).Select(one => ReadRegion(one, languages)).ToImmutableArray();
        Once(form, "organisations", organisations.Select(one => one.Id));
        Once(form, "regions", regions.Select(one => one.Id));
        if (regions.SelectMany(one => one.Codes).GroupBy(code => code.ToUpperInvariant()).Any(group => group.Count() > 1)) form.Fault("regions", "hold a code twice");
        Once(form, "staff", staff.Select(one => one.Id.Value));
        Once(form, "staff", staff.SelectMany(one => one.Ways).Select(way => way.Address is { } address ? $"{way.Kind}|{address}" : way.Invite ?? ""));
        foreach (var (one, at) in staff.Select((one, at) => (one, at)))
        {
            if (organisations.All(known => known.Id != one.Organisation)) form.Fault($"staff[{at}].organisation", "names no organisation of this file");
            if (one.Regions.Any(region => regions.All(known => known.Id != region))) form.Fault($"staff[{at}].regions", "names a region that is not in this file");
            if (one.Points.Any(point => !regions.Any(known => one.Regions.Contains(known.Id) && known.Points.Contains(point)))) form.Fault($"staff[{at}].points", "names a point that none of her regions has");
        }
        foreach (var (region, at) in regions.Select((region, at) => (region, at)))
        {
            if (region.Holidays.GroupBy(one => one.Date).Any(same => same.Count() > 1)) form.Fault($"regions[{at}].holidays", "holds a date twice");
            var here = staff.Concat(invited ?? []).Where(one => Roles.Coordinates(one.Role) && one.Regions.Contains(region.Id)).Select(one => one.Id).ToHashSet();
            foreach (var (name, who) in new[] { ("onDuty", region.OnDuty.Select(shift => shift.Staff)), ("pattern", region.Pattern.Select(turn => turn.Staff)), ("holidays", region.Holidays.SelectMany(one => one.Staff)), ("backup", region.Backup), ("committee", region.Committee), ("authority", region.Authority) })
                if (!who.All(here.Contains)) form.Fault($"regions[{at}].{name}", "names somebody who is no coordinator of this region in this file");
        }
        foreach (var (one, at) in organisations.Select((one, at) => (one, at)))
            if (one.Provides?.Regions.Any(region => regions.All(known => known.Id != region)) ?? false) form.Fault($"organisations[{at}].provides.regions", "names a region that is not in this file");
        addresses?.Find(form, staff);
        ApiKeyForm.Check(form, organisations, regions);
        Once(form, "staff", staff.Select(one => one.Entra ?? ""));
        if (staff.Concat(invited ?? []).All(one => one.Role != Role.Administrator)) form.Fault("staff", "must hold at least one administrator, who is told when something needs a human");
        return form.Faults().Count == 0 ? new PeopleConfiguration(organisations, regions, staff) : null;
    }

    private static Organisation ReadOrganisation(Form form)
    {
        var key = form.OptionalText("apiKeySha256", 64);
        if (key is not null && !ApiKeyForm.IsHash(key)) form.Fault("apiKeySha256", "must be the SHA-256 of the key in 64 lower-case hex digits");
        return new Organisation(Id(form, "id"), key, form.OptionalInner("provides") is { } provides ? ReadTerms(provides) : null) { Keys = ApiKeyForm.ReadKeys(form) };
    }

    private static Terms ReadTerms(Form form) => new(
        Shown(form, "label", form.Text("label", 20)) ?? "",
        [.. form.SomeOf("services", 1, Needs)], [.. form.Texts("regions", 1, 300, 40)], [.. form.SomeOf("languages", 1, Spoken)],
        [.. form.SomeOf("ages", 1, ["adult", "child"])], [.. form.SomeOf("sexes", 1, ["female", "male", "other"])], form.Number("capacity", 0, 10_000) ?? 0);

    private static Region ReadRegion(Form form, IReadOnlyCollection<string> languages)
    {
        var labels = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        if (form.Inner("label") is { } label)
        {
            foreach (var language in languages)
                if (Shown(label, language, label.OptionalText(language, 20)) is { } name) labels[language] = name;
            // Whoever reads another language gets the nearest one.
            if (labels.Count == 0) form.Fault("label", $"must hold the name in at least one of: {string.Join(", ", languages)}");
        }
        var after = ImmutableSortedDictionary.CreateBuilder<string, TimeSpan>(StringComparer.Ordinal);
        if (form.Inner("escalateAfterMinutes") is { } minutes)
            foreach (var urgency in Urgencies) after[urgency] = TimeSpan.FromMinutes(minutes.Number(urgency, 1, 1440) ?? 1);
        var zone = form.Text("timeZone", 40) ?? "";
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(zone, out _)) form.Fault("timeZone", "must be an IANA time zone, e.g. Europe/Tirane");
        var shifts = form.Forms("onDuty", 0, 1000).Select(ReadShift).ToImmutableArray();
        return new Region(
            Id(form, "id"), form.OneOf("country", Countries) ?? "", zone, labels.ToImmutable(), [.. form.Texts("points", 0, 200, 60)], after.ToImmutable(),
            shifts, People(form, "backup", 0), People(form, "committee", 0), People(form, "authority", 1))
        {
            Codes = Codes(form),
            Pattern = [.. form.Forms("pattern", 0, 200).Select(RotaFile.ReadTurn)],
            Holidays = [.. form.Forms("holidays", 0, 200).Select(RotaFile.ReadHoliday)],
        };
    }

    private static ImmutableArray<string> Codes(Form form)
    {
        var codes = form.Texts("codes", 0, 5, 8);
        if (!codes.All(code => code.Length >= 2 && code.All(char.IsAsciiLetterOrDigit) && code.Any(char.IsAsciiLetter))) form.Fault("codes", "must be words of 2 to 8 letters A-Z a-z and digits, e.g. GJ");
        return [.. codes];
    }

    private static Shift ReadShift(Form form)
    {
        var shift = new Shift(new PersonId(Id(form, "staff")), form.Time("from") ?? default, form.Time("until") ?? default);
        if (shift.Until <= shift.From) form.Fault("until", "must be after from");
        return shift;
    }

    internal static ImmutableArray<PersonId> People(Form form, string name, int least) => [.. form.Texts(name, least, 1000, 40).Select(one => new PersonId(one))];

    private static Staff ReadStaff(Form form, IReadOnlyCollection<string> languages) => new(
        new PersonId(Id(form, "id")),
        Roles.Parse(form.OneOf("role", Roles.Names)) ?? Role.Referrer,
        Id(form, "organisation"),
        [.. form.Texts("regions", 0, 300, 40)],
        new Language(form.OneOf("language", languages) ?? "en"),
        Shown(form, "callName", form.OptionalText("callName", 16)),
        [.. form.Forms("channels", 1, 4).Select(ReadWay)]) { Points = [.. form.Texts("points", 0, 200, 60)], Entra = ReadEntra(form) };

    private static string? ReadEntra(Form form)
    {
        var id = form.OptionalText("entra", 36);
        if (id is not null && !Guid.TryParseExact(id, "D", out _)) form.Fault("entra", "must be her object id in Entra ID, a GUID");
        return id?.ToLowerInvariant();
    }

    private static ContactChannel ReadWay(Form form)
    {
        var kind = ChannelTraits.KindOf(form.OneOf("kind", Kinds) ?? "") ?? ChannelKind.Sms;
        var traits = ChannelTraits.Of(kind);
        var (address, invite) = (form.OptionalText("address", 32), form.OptionalText("invite", 64));
        if ((address is null) == (invite is null)) form.Fault("address", "or invite: exactly one of them must be there");
        if (traits.AddressIs == AddressForm.PhoneNumber && (address is null || !PhoneNumber.TryParse(address, null, out var number) || number.ToE164() != address || number.IsSpecial))
            form.Fault("address", "must be a mobile number in E.164, e.g. +355…");
        if (traits.AddressIs == AddressForm.ChatId && address is not null && !(long.TryParse(address, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var chat) && chat > 0)) form.Fault("address", "must be the id of a private chat");
        if (invite is not null && !(invite.Length is >= 22 and <= 64 && invite.All(unit => char.IsAsciiLetterOrDigit(unit) || unit is '_' or '-')))
            form.Fault("invite", "must be 22 to 64 random characters A-Z a-z 0-9 _ -; make one with: openssl rand -hex 16");
        return new ContactChannel(kind, address, invite);
    }

    /// <summary>What stands on colleagues' screens: a post or a place, never a way to reach somebody.</summary>
    private static string? Shown(Form form, string name, string? text)
    {
        if (text?.Count(char.IsDigit) > DigitsShown) form.Fault(name, "stands on screens: it may hold four digits at most, and no number");
        return text;
    }

    internal static string Id(Form form, string name)
    {
        var id = form.Text(name, 40) ?? "";
        if (id.Length > 0 && !id.All(unit => char.IsAsciiLetterOrDigit(unit) || unit is '-' or '_' or '.')) form.Fault(name, "may hold letters A-Z a-z, digits, - _ .");
        return id;
    }

    private static void Once(Form form, string name, IEnumerable<string> all)
    {
        if (all.Where(one => one.Length > 0).GroupBy(one => one).Any(group => group.Count() > 1)) form.Fault(name, "holds an id, address or invitation twice");
    }
}
