using Microsoft.Extensions.DependencyInjection;
using ServerlessAssist.Bots.Telegram;
using ServerlessAssist.Functions.Referrals;
using ServerlessAssist.Functions.Referrals.Messages;
using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Shared.Streams;
using ServerlessAssist.Simulation.Stories;
using ServerlessAssist.Simulation.World;

namespace ServerlessAssist.Simulation.Hostile;

/// <summary>A house at work, with two referrals open: what there is to guess, forge and repeat.</summary>
internal sealed class Scene : IDisposable
{
    private const int Kept = 64;
    private readonly List<HttpAsk> _sent = [];
    private int _next;

    public Scene(int seed)
    {
        World = new World.World(new WorldOptions(seed, new NoFault()));
        World.Facts.Overheard = (what, _) => StorageCalls += what.StartsWith("carrier", StringComparison.Ordinal) ? 0 : 1;
        var programme = new Programme(World);
        Drive(programme.Load());
        World.Telegram.Chats.Add(Programme.NgoTelegram.Value);
        References = [Drive(programme.Refer("immediate", key: "hostile-north")), Drive(programme.Refer("urgent", "al-south", key: "hostile-south"))];
        foreach (var phone in new[] { Programme.SocialTelegram, Programme.OfficerTelegram, Programme.SocialSms }) programme.Text(phone, "REF");
        Pass(TimeSpan.FromMinutes(12));
        Seal = Process.Services.GetRequiredService<ButtonSeal>();
        var referrals = World.Facts.Each<Referral>().ToList();
        Codes = [.. from one in referrals from alert in one.State.Alerts from address in World.Facts.EverOf(alert.To) select (address, AlertMessages.CodeOf(one.State, alert.To))];
        Tickets = [.. from one in referrals from alert in one.State.Alerts select new CorrelationId(one.Stream, alert.Id).ToString()];
        Buttons = [.. from phone in World.Phones from shown in phone.All from button in shown.Buttons select (phone.Address.Value, shown.Id, button.Data)];
    }

    public World.World World { get; }

    public Instance Process => World.Processes[0];

    public IReadOnlyList<string> References { get; }

    public IReadOnlyList<(Address Phone, string Code)> Codes { get; }

    public IReadOnlyList<string> Tickets { get; }

    public IReadOnlyList<(string Chat, string Message, string Data)> Buttons { get; }

    public ButtonSeal Seal { get; }

    public long StorageCalls { get; private set; }

    public void Sent(HttpAsk ask)
    {
        if (_sent.Count < Kept) _sent.Add(ask);
        else _sent[_next++ % Kept] = ask;
    }

    /// <summary>Something that was sent before; null: nothing was.</summary>
    public HttpAsk? Before(Draw draw) => _sent.Count == 0 ? null : draw.Of(_sent);

    /// <summary>What was asked, to its end.</summary>
    public T Drive<T>(Task<T> what)
    {
        Drive((Task)what);
        return what.GetAwaiter().GetResult();
    }

    /// <summary>Lets virtual time pass.</summary>
    public void Pass(TimeSpan span)
    {
        var until = World.Time.Now + span;
        while (World.Time.Step(until)) { }
    }

    public void Drive(Task what)
    {
        if (!IsDriven(what)) throw new TimeoutException("Nobody answered in five minutes.");
    }

    /// <summary>False: it has not ended after five minutes of virtual time.</summary>
    public bool IsDriven(Task what)
    {
        var until = World.Time.Now + TimeSpan.FromMinutes(5);
        while (!what.IsCompleted && World.Time.Step(until)) { }
        return what.IsCompleted;
    }

    public void Dispose()
    {
        foreach (var process in World.Processes) process.Dispose();
    }
}
