using System.Globalization;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using ServerlessAssist.Functions.Referrals;
using ServerlessAssist.Functions.Referrals.Messages;
using ServerlessAssist.Sandbox;
using ServerlessAssist.Sandbox.Carriers;
using ServerlessAssist.Shared.Limits;
using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Shared.Streams;
using ServerlessAssist.Simulation;
using ServerlessAssist.Simulation.Carriers;
using ServerlessAssist.Simulation.Stories;
using ServerlessAssist.Simulation.World;

namespace ServerlessAssist.Tests.Threats;

/// <summary>The demo programme in the simulation, for somebody who means harm: front door, phones, storage, and what really happened.</summary>
internal sealed class Stage
{
    private int _sids;

    private Stage(World world)
    {
        (World, Programme) = (world, new Programme(world));
        World.Facts.Overheard = (what, _) => StorageCalls += what.StartsWith("carrier", StringComparison.Ordinal) ? 0 : 1;
    }

    public World World { get; }

    public Programme Programme { get; }

    public Instance Process => World.Processes[0];

    /// <summary>Requests to storage so far.</summary>
    public int StorageCalls { get; private set; }

    /// <summary>Texts that were paid for.</summary>
    public int TextsSent => World.Sms.Messages.Count(one => one.Direction != "inbound");

    /// <summary>Plays something on a thread of its own and on virtual time.</summary>
    /// <param name="limits">Null: the house's own.</param>
    /// <param name="change">Replaces services; null: none.</param>
    /// <param name="people">The people file; null: the demo's.</param>
    /// <param name="faults">What goes wrong once <see cref="World.IsTroubled"/> is set; null: nothing.</param>
    public static void Play(Func<Stage, Task> what, LimitSettings? limits = null, Action<IServiceCollection>? change = null, byte[]? people = null, Faults? faults = null) => Run.OnOwnThread(() =>
    {
        var stage = new Stage(new World(new WorldOptions(1, faults ?? new NoFault(), Limits: limits, Change: change)));
        stage.Drive(stage.Programme.Load(people));
        stage.Drive(what(stage));
        return 0;
    });

    public Task Later(TimeSpan span) => World.Time.Wait(span);

    public Task Minutes(double minutes) => Later(TimeSpan.FromMinutes(minutes));

    public async Task<HttpReply> Ask(HttpAsk ask) => (await World.Ask(ask, TimeSpan.FromMinutes(1))).Reply ?? throw new InvalidOperationException("No answer came.");

    /// <summary>As it is asked of the process itself, with no time on the way.</summary>
    public Task<HttpReply> AskNow(HttpAsk ask) => Process.Answer(ask, CancellationToken.None);

    public HttpAsk Sms(string from, string text, params (string Name, string Value)[] more)
    {
        var fields = new Dictionary<string, string> { ["MessageSid"] = "SM" + (++_sids).ToString("x32", CultureInfo.InvariantCulture).Replace("0000", "f0f0", StringComparison.Ordinal), ["AccountSid"] = SandboxSystem.Account.Sid, ["From"] = from, ["To"] = SandboxSystem.OurNumber, ["Body"] = text, ["NumMedia"] = "0" };
        foreach (var (name, value) in more) fields[name] = value;
        return Form("/api/sms", fields);
    }

    public static HttpAsk Form(string path, Dictionary<string, string> fields) => new("POST", path,
        [("Content-Type", "application/x-www-form-urlencoded"), ("X-Twilio-Signature", TwilioStandIn.Sign(SandboxSystem.Account.AuthToken, SandboxSystem.PublicAddress + path, fields))],
        Encoding.UTF8.GetBytes(string.Join('&', fields.Select(field => $"{Uri.EscapeDataString(field.Key)}={Uri.EscapeDataString(field.Value)}"))));

    public static HttpAsk Update(string json, string? secret = SandboxSystem.BotSecret) =>
        new("POST", "/api/telegram", secret is null ? [("Content-Type", "application/json")] : [("Content-Type", "application/json"), ("X-Telegram-Bot-Api-Secret-Token", secret)], Encoding.UTF8.GetBytes(json));

    public static string Message(long update, string chat, string content) =>
        $$"""{"update_id":{{update}},"message":{"message_id":9,"from":{"id":{{chat}},"is_bot":false,"first_name":"x"},"chat":{"id":{{chat}},"type":"private"},"date":1772438400,{{content}} } }""";

    public static string Press(long update, string chat, Shown shown, string data) =>
        $$"""{"update_id":{{update}},"callback_query":{"id":"77{{update}}","from":{"id":{{chat}},"is_bot":false,"first_name":"x"},"message":{"message_id":{{shown.Id}},"chat":{"id":{{chat}},"type":"private"},"date":1772438400,"text":"x"},"chat_instance":"-1","data":"{{data}}"} }""";

    public (StreamId Stream, Referral State) Referral(string reference) => World.Facts.Each<Referral>().Single(one => one.State.Reference == reference);

    public long VersionOf(string reference) => World.Facts.History[Referral(reference).Stream][^1].Number;

    /// <summary>The last alert on a phone.</summary>
    public Shown Alert(Address phone) => World.Phone(phone).All.Last(Programme.IsAlert);

    public static string CodeFor(Referral referral, PersonId person) => AlertMessages.CodeOf(referral, person);

    private void Drive(Task what)
    {
        while (!what.IsCompleted && World.Time.Step(World.Time.Start.AddYears(3))) { }
        if (!what.IsCompleted) throw new TimeoutException("It never ended.");
        what.GetAwaiter().GetResult();
    }
}
