using System.Text;
using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Simulation.Hostile;
using ServerlessAssist.Simulation.Stories;

namespace ServerlessAssist.Tests.Threats;

/// <summary>What is sent to break a reader, to keep it busy, or to have it fetch something.</summary>
public sealed class HostileInputTests
{
    private static readonly string[] Fields = ["name", "contact", "region", "urgency"], Places = ["\"name\"", "Markera", "female"];

    private static readonly string[] Rows = ["e" + new string('\u0301', 50_000) + new string('\u0316', 50_000), string.Concat(Enumerable.Repeat("\u0301\u0316", 50_000))];

    private static readonly string[] Media = ["\"document\":{\"file_id\":\"x\",\"file_name\":\"x.exe\"}", "\"location\":{\"latitude\":42.1,\"longitude\":20.4}", "\"contact\":{\"phone_number\":\"+355690000014\",\"first_name\":\"x\"}"];

    [Fact]
    public void Every_route_has_hostile_input_of_its_own_or_is_named_as_one_that_needs_none()
    {
        Assert.True(HostileDoors.Routes.Count >= 10);
        Assert.Equal(HostileDoors.Routes, HostileDoors.Own.Keys.Concat(HostileDoors.General).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void An_input_is_the_same_every_time_that_its_number_is_drawn()
    {
        var scene = default(Scene);
        var (one, other) = Simulation.Run.OnOwnThread(() =>
        {
            using (scene = new Scene(3)) return (Drawn(scene), Drawn(scene));
        });
        Assert.Equal(one, other);

        static List<string> Drawn(Scene scene) => [.. Enumerable.Range(0, 300).Select(number => HostileDoors.Own["ReceiveSms"].Make(scene, new Draw(number, 0)).Ask).Select(ask => Convert.ToHexString(ask.Body))];
    }

    [Fact]
    public void A_long_row_of_marks_or_bytes_that_are_no_text_are_refused() => Stage.Play(async stage =>
    {
        var body = Encoding.UTF8.GetString(Programme.Body("immediate", "al-north", "adult"));
        foreach (var (field, text) in from field in Fields from text in Rows select (field, text))
        {
            var answer = (await stage.Programme.TryRefer("marks-0001", Encoding.UTF8.GetBytes(System.Text.RegularExpressions.Regex.Replace(body, $"\"{field}\":\"[^\"]*\"", $"\"{field}\":\"{text}\"")))).Reply!;
            Assert.Equal(400, answer.Status);
        }
        foreach (var place in Places)
        {
            var bytes = Encoding.UTF8.GetBytes(body);
            bytes[body.IndexOf(place, StringComparison.Ordinal) + 2] = 0xff;
            var answer = (await stage.Programme.TryRefer("bytes-0001", bytes)).Reply!;
            Assert.Equal(400, answer.Status);
            Assert.Contains("broken-json", answer.Text, StringComparison.Ordinal);
        }
    });

    [Fact]
    public void A_body_of_thousands_of_faults_has_a_hundred_of_them_named() => Stage.Play(async stage =>
    {
        var body = "{" + string.Join(',', Enumerable.Range(0, 20_000).Select(at => $"\"x{at}\":1")) + "}";
        var answer = (await stage.Programme.TryRefer("faults-0001", Encoding.UTF8.GetBytes(body))).Reply!;
        Assert.Equal(400, answer.Status);
        Assert.InRange(answer.Body.Length, 1000, 16 * 1024);
    });

    [Fact]
    public void A_picture_is_not_fetched_and_what_was_written_beside_it_counts() => Stage.Play(async stage =>
    {
        var asked = new List<string>();
        stage.World.Facts.Overheard = (what, _) =>
        {
            if (what.StartsWith("carrier ", StringComparison.Ordinal)) asked.Add(what["carrier ".Length..]);
        };
        var first = await stage.Programme.Refer("immediate");
        await stage.Minutes(12);
        var text = stage.Sms(Programme.BackupSms.Value, Programme.CodeIn(stage.Alert(Programme.BackupSms)), ("NumMedia", "2"), ("MediaUrl0", "https://evil.example/a.jpg"), ("MediaUrl1", "https://api.twilio.com/2010-04-01/Accounts/x/Messages/y/Media/z"), ("MediaContentType0", "image/jpeg"));
        Assert.Equal(200, (await stage.Ask(text)).Status);
        Assert.Equal("north-backup", stage.Referral(first).State.TakenBy?.Value);

        var second = await stage.Programme.Refer("immediate");
        await stage.Later(TimeSpan.FromSeconds(30));
        var code = Stage.CodeFor(stage.Referral(second).State, new PersonId("north-duty"));
        foreach (var content in Media.Prepend($"\"photo\":[{{\"file_id\":\"AgAD\",\"file_unique_id\":\"u\",\"width\":1,\"height\":1}}],\"caption\":\"take {code}\""))
            Assert.Equal(200, (await stage.Ask(Stage.Update(Stage.Message(asked.Count + 900, Programme.DutyTelegram.Value, content)))).Status);
        Assert.Equal("north-duty", stage.Referral(second).State.TakenBy?.Value);
        await stage.Minutes(10);
        Assert.NotEmpty(asked);
        Assert.DoesNotContain(asked, address => address.Contains("evil", StringComparison.Ordinal) || address.Contains("Media", StringComparison.Ordinal) || address.Contains("getFile", StringComparison.OrdinalIgnoreCase) || address.Contains("/file/", StringComparison.Ordinal));
    });
}
