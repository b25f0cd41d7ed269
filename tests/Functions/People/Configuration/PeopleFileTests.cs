using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using ServerlessAssist.Functions.Api.Requests;
using ServerlessAssist.Functions.People;
using ServerlessAssist.Functions.People.Configuration;
using ServerlessAssist.Shared.Messaging;

namespace ServerlessAssist.Tests.Functions.People.Configuration;

/// <summary>One good file, and what is said of each thing that can be wrong with it.</summary>
public sealed class PeopleFileTests
{
    private const string Hash = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
    private const string ShortInvite = "AZaz09_-AZaz09_-AZaz09";
    private const string LongInvite = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_-";

    private const string Good = $$"""
        {
          "organisations": [{ "id": "ngo.1", "apiKeySha256": "{{Hash}}" }, { "id": "mission_al" }],
          "regions": [
            {
              "id": "al-north", "label": { "en": "North", "sq": "Veri" }, "country": "AL", "timeZone": "Europe/Tirane", "points": ["Morina"],
              "escalateAfterMinutes": { "immediate": 10, "urgent": 30, "routine": 240 },
              "onDuty": [{ "staff": "duty", "from": "2026-01-01T00:00:00Z", "until": "2026-02-01T00:00:00Z" }],
              "backup": ["backup"], "committee": ["committee"], "authority": ["authority"]
            },
            {
              "id": "al-south", "label": { "en": "South", "sq": "Jug" }, "country": "AL", "timeZone": "Europe/Tirane",
              "escalateAfterMinutes": { "immediate": 1, "urgent": 2, "routine": 3 }, "authority": ["authority"]
            }
          ],
          "staff": [
            { "id": "duty", "role": "regional-coordinator", "organisation": "mission_al", "regions": ["al-north"], "language": "sq", "callName": "North 1",
              "channels": [{ "kind": "telegram", "address": "700000011" }, { "kind": "sms", "address": "+355690000011" }] },
            { "id": "backup", "role": "regional-coordinator", "organisation": "mission_al", "regions": ["al-north"], "language": "en", "channels": [{ "kind": "sms", "address": "+355690000012" }] },
            { "id": "committee", "role": "regional-coordinator", "organisation": "mission_al", "regions": ["al-north"], "language": "en", "channels": [{ "kind": "telegram", "invite": "{{ShortInvite}}" }] },
            { "id": "authority", "role": "regional-coordinator", "organisation": "mission_al", "regions": ["al-north", "al-south"], "language": "en", "channels": [{ "kind": "sms", "address": "+355690000014" }] },
            { "id": "reporter", "role": "referrer", "organisation": "ngo.1", "regions": ["al-north"], "language": "en", "channels": [{ "kind": "telegram", "invite": "{{LongInvite}}" }] },
            { "id": "admin", "role": "administrator", "organisation": "mission_al", "language": "en", "channels": [{ "kind": "sms", "address": "+355690000016" }] }
          ]
        }
        """;

    private const string Terms = """
        { "label": "Lake", "services": ["shelter", "legal"], "regions": ["al-north", "al-south"], "languages": ["sq", "other"], "ages": ["adult", "child"], "sexes": ["female", "male", "other"], "capacity": 2 }
        """;

    private const string Nobody = "names somebody who is no coordinator of this region in this file";
    private const string Number = "must be a mobile number in E.164, e.g. +355…";
    private const string Chat = "must be the id of a private chat";
    private const string Invitation = "must be 22 to 64 random characters A-Z a-z 0-9 _ -; make one with: openssl rand -hex 16";
    private const string Twice = "holds an id, address or invitation twice";
    private const string KeyHash = "must be the SHA-256 of the key in 64 lower-case hex digits";
    private const string Letters = "may hold letters A-Z a-z, digits, - _ .";
    private const string Day = "must be one of, each once: mon, tue, wed, thu, fri, sat, sun";
    private const string LocalTime = "must be a local time, e.g. 08:00; midnight is 00:00";
    private const string Zone = "must be an IANA time zone, e.g. Europe/Tirane";

    [Fact]
    public void A_good_file_is_taken_as_it_stands()
    {
        var (seed, faults) = Read(JsonNode.Parse(Good)!);
        Assert.Empty(faults);
        Assert.Equal([("ngo.1", Hash), ("mission_al", null)], seed!.Organisations.Select(one => (one.Id, one.ApiKeySha256)));

        var north = seed.Regions[0];
        Assert.Equal(["al-north", "al-south"], seed.Regions.Select(one => one.Id));
        Assert.Equal(("AL", "Europe/Tirane"), (north.Country, north.TimeZone));
        Assert.Equal([("en", "North"), ("sq", "Veri")], north.Labels.Select(label => (label.Key, label.Value)));
        Assert.Equal(["Morina"], north.Points);
        Assert.Equal([("immediate", 10d), ("routine", 240d), ("urgent", 30d)], north.EscalateAfter.Select(after => (after.Key, after.Value.TotalMinutes)));
        Assert.Equal([new Shift(new("duty"), At("2026-01-01T00:00:00Z"), At("2026-02-01T00:00:00Z"))], north.OnDuty);
        Assert.Equal(["backup", "committee", "authority"], new[] { north.Backup, north.Committee, north.Authority }.Select(level => level.Single().Value));

        Assert.Equal([Role.RegionalCoordinator, Role.RegionalCoordinator, Role.RegionalCoordinator, Role.RegionalCoordinator, Role.Referrer, Role.Administrator], seed.Staff.Select(one => one.Role));
        var duty = seed.Staff[0];
        Assert.Equal((new PersonId("duty"), "mission_al", Language.Albanian, "North 1"), (duty.Id, duty.Organisation, duty.Language, duty.CallName));
        Assert.Equal(["al-north"], duty.Regions);
        Assert.Equal([new ContactChannel(ChannelKind.Telegram, "700000011", null), new ContactChannel(ChannelKind.Sms, "+355690000011", null)], duty.Ways);
        Assert.Equal([new ContactChannel(ChannelKind.Telegram, null, ShortInvite)], seed.Staff[2].Ways);
    }

    [Fact]
    public void Points_of_staff_and_turns_of_backups_are_taken()
    {
        var file = JsonNode.Parse(Good)!;
        file["staff"]![4]!["points"] = new JsonArray("Morina");
        file["regions"]![0]!["pattern"] = JsonNode.Parse("""[{"staff":"duty","days":["mon"],"from":"08:00","until":"20:00","as":"backup"},{"staff":"backup","days":["mon"],"from":"08:00","until":"20:00"}]""");
        var (seed, faults) = Read(file);
        Assert.Empty(faults);
        Assert.Equal(["Morina"], seed!.Staff[4].Points);
        Assert.Equal([TurnKind.Backup, TurnKind.Duty], seed.Regions[0].Pattern.Select(turn => turn.As));
    }

    [Theory]
    [InlineData("AL"), InlineData("BA"), InlineData("BG"), InlineData("XK"), InlineData("MK"), InlineData("MD"), InlineData("ME"), InlineData("RO"), InlineData("RS"), InlineData("TR"), InlineData("UA")]
    public void Every_country_of_the_field_has_regions(string country)
    {
        var file = JsonNode.Parse(Good)!;
        file["regions"]![0]!["country"] = country;
        Assert.Equal(country, Read(file).Seed?.Regions[0].Country);
    }

    [Theory]
    // Organisations.
    [InlineData("organisations.0.apiKeySha256", $"\"{Hash}0\"", "organisations[0].apiKeySha256", "must be text of 1 to 64 characters without control characters")]
    [InlineData("organisations.0.apiKeySha256", "\"0123456789abcdef\"", "organisations[0].apiKeySha256", KeyHash)]
    [InlineData("organisations.0.apiKeySha256", "\"0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdeF\"", "organisations[0].apiKeySha256", KeyHash)]
    [InlineData("organisations.1.id", "\"ngo.1\"", "organisations", Twice, "staff[0].organisation", "names no organisation of this file", "staff[1].organisation", "names no organisation of this file", "staff[2].organisation", "names no organisation of this file", "staff[3].organisation", "names no organisation of this file", "staff[5].organisation", "names no organisation of this file")]
    [InlineData("staff.4.organisation", "\"other\"", "staff[4].organisation", "names no organisation of this file")]
    // Ids.
    [InlineData("staff.5.id", "\"ad min\"", "staff[5].id", Letters)]
    [InlineData("staff.5.id", "\"admın\"", "staff[5].id", Letters)]
    [InlineData("staff.5.id", null, "staff[5].id", "must be text of 1 to 40 characters")]
    [InlineData("staff.5.id", "\"reporter\"", "staff", Twice)]
    [InlineData("regions.0.id", "\"al-south\"", "regions", Twice, "staff[0].regions", "names a region that is not in this file", "staff[1].regions", "names a region that is not in this file", "staff[2].regions", "names a region that is not in this file", "staff[3].regions", "names a region that is not in this file", "staff[4].regions", "names a region that is not in this file", "regions[0].onDuty", Nobody, "regions[0].backup", Nobody, "regions[0].committee", Nobody)]
    // Regions.
    [InlineData("regions.0.label", null, "regions[0].label", "must be an object")]
    [InlineData("regions.0.label", "{}", "regions[0].label", "must hold the name in at least one of: en, sq")]
    [InlineData("regions.0.label", "{\"sq\":null}", "regions[0].label", "must hold the name in at least one of: en, sq")]
    [InlineData("regions.0.label.sq", "\"\"", "regions[0].label.sq", "must be text of 1 to 20 characters without control characters")]
    [InlineData("regions.0.label.sq", "\"Veri i Shqiperise XXX\"", "regions[0].label.sq", "must be text of 1 to 20 characters without control characters")]
    [InlineData("regions.0.label.xx", "\"North\"", "regions[0].label.xx", "is unknown here; leave it out")]
    [InlineData("regions.0.label.sq", "\"12345\"", "regions[0].label.sq", "stands on screens: it may hold four digits at most, and no number")]
    [InlineData("regions.0.country", "\"DE\"", "regions[0].country", "must be one of: AL, BA, BG, XK, MK, MD, ME, RO, RS, TR, UA")]
    [InlineData("regions.0.timeZone", "\"Tirana\"", "regions[0].timeZone", Zone)]
    [InlineData("regions.0.escalateAfterMinutes.urgent", "0", "regions[0].escalateAfterMinutes.urgent", "must be a whole number from 1 to 1440")]
    [InlineData("regions.0.onDuty.0.until", "\"2026-01-01T00:00:00Z\"", "regions[0].onDuty[0].until", "must be after from")]
    [InlineData("regions.0.onDuty.0.until", "\"2025-12-31T23:59:59Z\"", "regions[0].onDuty[0].until", "must be after from")]
    [InlineData("regions.0.onDuty.0.staff", "\"reporter\"", "regions[0].onDuty", Nobody)]
    [InlineData("regions.0.backup", "[\"backup\", \"admin\"]", "regions[0].backup", Nobody)]
    [InlineData("regions.0.committee", "[\"nobody\"]", "regions[0].committee", Nobody)]
    [InlineData("regions.1.authority", "[\"duty\"]", "regions[1].authority", Nobody)]
    [InlineData("regions.1.authority", "[]", "regions[1].authority", "must be a list of 1 to 1000")]
    [InlineData("regions.0.pattern", "[{\"staff\":\"duty\",\"days\":[\"mon\"],\"from\":\"08:00\",\"until\":\"20:00\",\"as\":\"boss\"}]", "regions[0].pattern[0].as", "must be duty or backup; left out it is duty")]
    // The week's pattern and the days that it does not hold for.
    [InlineData("regions.0.pattern", "[{\"staff\":\"duty\",\"days\":[],\"from\":\"08:00\",\"until\":\"20:00\"}]", "regions[0].pattern[0].days", "must be a list of 1 to 7")]
    [InlineData("regions.0.pattern", "[{\"staff\":\"duty\",\"days\":[\"mon\",\"xxx\"],\"from\":\"08:00\",\"until\":\"20:00\"}]", "regions[0].pattern[0].days[1]", Day)]
    [InlineData("regions.0.pattern", "[{\"staff\":\"duty\",\"days\":[\"mon\",\"mon\"],\"from\":\"08:00\",\"until\":\"20:00\"}]", "regions[0].pattern[0].days[1]", Day)]
    [InlineData("regions.0.pattern", "[{\"staff\":\"duty\",\"days\":[\"mon\"],\"from\":\"8:00\",\"until\":\"24:00\"}]", "regions[0].pattern[0].from", LocalTime, "regions[0].pattern[0].until", LocalTime)]
    [InlineData("regions.0.pattern", "[{\"staff\":\"backup\",\"days\":[\"mon\"],\"from\":\"08:00\",\"until\":\"20:00\"},{\"staff\":\"reporter\",\"days\":[\"tue\"],\"from\":\"08:00\",\"until\":\"20:00\"}]", "regions[0].pattern", Nobody)]
    [InlineData("regions.0.pattern", "[{\"staff\":\"du ty\",\"days\":[\"mon\"],\"from\":\"08:00\",\"until\":\"20:00\"}]", "regions[0].pattern[0].staff", Letters, "regions[0].pattern", Nobody)]
    [InlineData("regions.0.pattern", "[{\"staff\":\"duty\",\"days\":[\"mon\"],\"from\":\"08:00\",\"until\":\"20:00\",\"week\":1}]", "regions[0].pattern[0].week", "is unknown here; leave it out")]
    [InlineData("regions.0.pattern", "{}", "regions[0].pattern", "must be a list of 0 to 200")]
    [InlineData("regions.0.holidays", "[{\"date\":\"2026-02-30\",\"staff\":[\"duty\"]}]", "regions[0].holidays[0].date", "must be a date, e.g. 2026-11-28")]
    [InlineData("regions.0.holidays", "[{\"date\":\"28.11.2026\",\"staff\":[\"duty\"]}]", "regions[0].holidays[0].date", "must be a date, e.g. 2026-11-28")]
    [InlineData("regions.0.holidays", "[{\"date\":\"2026-11-28\",\"staff\":[]}]", "regions[0].holidays[0].staff", "must be a list of 1 to 1000")]
    [InlineData("regions.0.holidays", "[{\"date\":\"2026-11-28\",\"staff\":[\"duty\",\"admin\"]}]", "regions[0].holidays", Nobody)]
    [InlineData("regions.0.holidays", "[{\"date\":\"2026-11-28\",\"staff\":[\"duty\"]},{\"date\":\"2026-11-28\",\"staff\":[\"backup\"]}]", "regions[0].holidays", "holds a date twice")]
    // Staff.
    [InlineData("staff.4.points", "[\"Morina\", \"Kakavija\"]", "staff[4].points", "names a point that none of her regions has")]
    [InlineData("staff.4.role", "\"boss\"", "staff[4].role", "must be one of: administrator, responsible-authority, national-coordinator, regional-coordinator, caseworker, point-reporter, supplying-ngo, service-provider, police-officer, social-worker, translator, auditor, referrer")]
    [InlineData("staff.4.regions", "[\"al-north\", \"al-west\"]", "staff[4].regions", "names a region that is not in this file")]
    [InlineData("staff.4.language", "\"xx\"", "staff[4].language", "must be one of: en, sq")]
    [InlineData("staff.0.callName", "\"A name that is too long\"", "staff[0].callName", "must be text of 1 to 16 characters without control characters")]
    [InlineData("staff.0.callName", "\"+35569000001\"", "staff[0].callName", "stands on screens: it may hold four digits at most, and no number")]
    [InlineData("regions.0.label.en", "\"12345\"", "regions[0].label.en", "stands on screens: it may hold four digits at most, and no number")]
    [InlineData("staff.0.channels.0.address", "\"+700000011\"", "staff[0].channels[0].address", "must be the id of a private chat")]
    [InlineData("staff.5.role", "\"referrer\"", "staff", "must hold at least one administrator, who is told when something needs a human")]
    [InlineData("staff.5.channels", "[]", "staff[5].channels", "must be a list of 1 to 4")]
    [InlineData("staff.5.age", "7", "staff[5].age", "is unknown here; leave it out")]
    // Ways.
    [InlineData("staff.5.channels.0.kind", "\"pigeon\"", "staff[5].channels[0].kind", "must be one of: sms, telegram")]
    [InlineData("staff.5.channels.0.address", "\"+355690000012\"", "staff", Twice)]
    [InlineData("staff.2.channels.0.invite", $"\"{LongInvite}\"", "staff", Twice)]
    [InlineData("staff.5.channels.0.address", null, "staff[5].channels[0].address", "or invite: exactly one of them must be there")]
    [InlineData("staff.5.channels.0.address", "\"telephone\"", "staff[5].channels[0].address", Number)]
    [InlineData("staff.5.channels.0.address", "\"+355 69 000 0016\"", "staff[5].channels[0].address", Number)]
    [InlineData("staff.5.channels.0.address", "\"0690000016\"", "staff[5].channels[0].address", Number)]
    [InlineData("staff.0.channels.0.address", "\"0\"", "staff[0].channels[0].address", Chat)]
    [InlineData("staff.0.channels.0.address", "\"-700000011\"", "staff[0].channels[0].address", Chat)]
    [InlineData("staff.0.channels.0.address", "\"somebody\"", "staff[0].channels[0].address", Chat)]
    [InlineData("staff.0.channels.0.invite", $"\"0{ShortInvite}\"", "staff[0].channels[0].address", "or invite: exactly one of them must be there")]
    [InlineData("staff.2.channels.0.kind", "\"sms\"", "staff[2].channels[0].address", Number)]
    [InlineData("staff.2.channels.0.invite", "\"AZaz09_-AZaz09_-AZaz0\"", "staff[2].channels[0].invite", Invitation)]
    [InlineData("staff.2.channels.0.invite", "\"AZaz09_-AZaz09_-AZaz0!\"", "staff[2].channels[0].invite", Invitation)]
    public void What_is_wrong_is_said_where_it_stands_and_nothing_is_taken(string path, string? json, params string?[] says)
    {
        var file = JsonNode.Parse(Good)!;
        Change(file, path, json);
        var (seed, faults) = Read(file);
        Assert.Null(seed);
        var expected = says.Chunk(2).ToDictionary(one => one[0]!, one => one[1]);
        Assert.Equal(expected.OrderBy(one => one.Key, StringComparer.Ordinal), faults.OrderBy(one => one.Key, StringComparer.Ordinal).Select(one => KeyValuePair.Create(one.Key, (string?)one.Value)));
    }

    [Theory]
    [InlineData("en", "sq")]
    [InlineData("sq", "en")]
    public void A_region_has_its_name_in_one_language_at_least(string kept, string left)
    {
        var file = JsonNode.Parse(Good)!;
        Change(file, $"regions.0.label.{left}", null);
        Assert.Equal([kept], Read(file).Seed!.Regions[0].Labels.Keys);
    }

    [Fact]
    public void What_an_organisation_provides_is_taken_as_it_stands()
    {
        var file = JsonNode.Parse(Good)!;
        Change(file, "organisations.1.provides", Terms);
        var (seed, faults) = Read(file);
        Assert.Empty(faults);
        var terms = seed!.Organisations[1].Provides!;
        Assert.Equal(("Lake", 2, "terms"), (terms.Label, terms.Capacity, $"{terms}"));
        Assert.Equal(["shelter", "legal", "|", "al-north", "al-south", "|", "sq", "other", "|", "adult", "child", "|", "female", "male", "other"],
            [.. terms.Services, "|", .. terms.Regions, "|", .. terms.Languages, "|", .. terms.Ages, "|", .. terms.Sexes]);
        Assert.Null(seed.Organisations[0].Provides);
        Change(file, "organisations.1.provides", "null");
        Assert.Null(Read(file).Seed!.Organisations[1].Provides);
    }

    [Theory]
    [InlineData("", "[]", "must be an object")]
    [InlineData("label", null, "must be text of 1 to 20 characters")]
    [InlineData("label", "\"House by the lake, left\"", "must be text of 1 to 20 characters without control characters")]
    [InlineData("label", "\"12345\"", "stands on screens: it may hold four digits at most, and no number")]
    [InlineData("services", "[]", "must be a list of 1 to 8")]
    [InlineData("services.0", "\"money\"", "must be one of, each once: shelter, medical, legal, translation, transport, psychosocial, food-and-hygiene, family-contact")]
    [InlineData("services.1", "\"shelter\"", "must be one of, each once: shelter, medical, legal, translation, transport, psychosocial, food-and-hygiene, family-contact")]
    [InlineData("regions", "[]", "must be a list of 1 to 300")]
    [InlineData("regions", "[\"al-north\", \"al-west\"]", "names a region that is not in this file")]
    [InlineData("languages", null, "must be a list of 1 to 12")]
    [InlineData("languages.0", "\"xx\"", "must be one of, each once: sq, bs, cnr, sr, bg, mk, ro, tr, uk, ru, en, other")]
    [InlineData("ages.0", "\"old\"", "must be one of, each once: adult, child")]
    [InlineData("sexes.0", "\"unknown\"", "must be one of, each once: female, male, other")]
    [InlineData("capacity", null, "must be a whole number from 0 to 10000")]
    [InlineData("capacity", "-1", "must be a whole number from 0 to 10000")]
    [InlineData("capacity", "10001", "must be a whole number from 0 to 10000")]
    [InlineData("price", "1", "is unknown here; leave it out")]
    public void What_is_wrong_with_what_an_organisation_provides_is_said_where_it_stands(string field, string? json, string says)
    {
        var file = JsonNode.Parse(Good)!;
        Change(file, "organisations.1.provides", Terms);
        Change(file, field.Length == 0 ? "organisations.1.provides" : $"organisations.1.provides.{field}", json);
        var (seed, faults) = Read(file);
        Assert.Null(seed);
        var where = field.Split('.') is [var list, var at] ? $".{list}[{at}]" : field.Length == 0 ? "" : $".{field}";
        Assert.Equal([KeyValuePair.Create($"organisations[1].provides{where}", says)], faults);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(10_000)]
    public void No_place_at_all_and_ten_thousand_are_the_limits(int capacity)
    {
        var file = JsonNode.Parse(Good)!;
        Change(file, "organisations.1.provides", Terms);
        Change(file, "organisations.1.provides.capacity", capacity.ToString(CultureInfo.InvariantCulture));
        Assert.Equal(capacity, Read(file).Seed?.Organisations[1].Provides?.Capacity);
    }

    [Fact]
    public void A_week_s_pattern_and_the_days_that_it_does_not_hold_for_are_taken_as_they_stand()
    {
        var file = JsonNode.Parse(Good)!;
        Change(file, "regions.0.pattern", """[{ "staff": "duty", "days": ["mon", "sun"], "from": "08:00", "until": "20:00" }, { "staff": "backup", "days": ["mon", "tue", "wed", "thu", "fri", "sat", "sun"], "from": "20:00", "until": "08:00" }, { "staff": "duty", "days": ["sat"], "from": "00:00", "until": "00:00" }]""");
        Change(file, "regions.0.holidays", """[{ "date": "2026-11-28", "staff": ["backup", "committee"] }, { "date": "2028-02-29", "staff": ["duty"] }]""");
        var (seed, faults) = Read(file);
        Assert.Empty(faults);
        var north = seed!.Regions[0];
        Assert.Equal([(new PersonId("duty"), new TimeOnly(8, 0), new TimeOnly(20, 0)), (new PersonId("backup"), new TimeOnly(20, 0), new TimeOnly(8, 0)), (new PersonId("duty"), default, default)], north.Pattern.Select(turn => (turn.Staff, turn.From, turn.Until)));
        Assert.Equal([DayOfWeek.Monday, DayOfWeek.Sunday], north.Pattern[0].Days);
        Assert.Equal([DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday, DayOfWeek.Saturday, DayOfWeek.Sunday], north.Pattern[1].Days);
        Assert.Equal([new DateOnly(2026, 11, 28), new DateOnly(2028, 2, 29)], north.Holidays.Select(one => one.Date));
        Assert.Equal([new PersonId("backup"), new PersonId("committee")], north.Holidays[0].Staff);
        Assert.Empty(seed.Regions[1].Pattern.Select(turn => turn.From).Concat(seed.Regions[1].Holidays.Select(_ => default(TimeOnly))));
    }

    [Fact]
    public void Who_is_missing_twice_is_missing_and_not_there_twice()
    {
        var file = JsonNode.Parse(Good)!;
        Change(file, "staff.4.id", null);
        Change(file, "staff.5.id", null);
        Change(file, "staff.4.channels.0.invite", null);
        Change(file, "staff.2.channels.0.invite", null);
        Assert.Equal(["staff[2].channels[0].address", "staff[4].channels[0].address", "staff[4].id", "staff[5].id"], Read(file).Faults.Keys.Order(StringComparer.Ordinal));
    }

    private static DateTimeOffset At(string time) => DateTimeOffset.Parse(time, CultureInfo.InvariantCulture);

    private static (PeopleConfiguration? Seed, IReadOnlyDictionary<string, string> Faults) Read(JsonNode file)
    {
        var form = new Form(JsonSerializer.SerializeToElement(file));
        return (PeopleFile.Read(form, ["en", "sq"]), form.Faults());
    }

    /// <param name="json">Null: the field is taken away.</param>
    private static void Change(JsonNode file, string path, string? json)
    {
        var steps = path.Split('.');
        var at = steps[..^1].Aggregate(file, (node, step) => int.TryParse(step, CultureInfo.InvariantCulture, out var index) ? node[index]! : node[step]!);
        if (json is null) at.AsObject().Remove(steps[^1]);
        else if (at is JsonArray list) list[int.Parse(steps[^1], CultureInfo.InvariantCulture)] = JsonNode.Parse(json);
        else at[steps[^1]] = JsonNode.Parse(json);
    }
}
