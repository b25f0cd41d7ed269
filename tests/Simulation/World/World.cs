using System.Globalization;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.DependencyInjection;
using ServerlessAssist.Functions.Operations.Host;
using ServerlessAssist.Functions.Operations.Poison;
using ServerlessAssist.Shared.Limits;
using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Simulation.Bugs;
using ServerlessAssist.Simulation.Carriers;
using ServerlessAssist.Simulation.Storage;

namespace ServerlessAssist.Simulation.World;

/// <summary>How a world is made.</summary>
/// <param name="Seed">From which everything is drawn.</param>
/// <param name="Limits">Null: as the settings have them.</param>
/// <param name="Change">Replaces services of each process; null: as the product has them.</param>
/// <param name="IsTold">Each step is kept in plain words.</param>
public sealed record WorldOptions(int Seed, Faults Faults, PlantedBug? Bug = null, int Processes = 1, bool IsTold = false, bool ClocksAreWrong = false, LimitSettings? Limits = null, Action<IServiceCollection>? Change = null);

/// <summary>Storage, carriers, processes and people on one thread and one virtual clock.</summary>
public sealed class World
{
    internal static readonly string[] QueueNames = [.. PoisonQueues.Queues, .. PoisonQueues.Queues.Select(queue => $"{queue}-poison")];
    private static readonly Fault[] Doubtful = [.. Enum.GetValues<Fault>().Where(fault => fault is not (Fault.ReportLost or Fault.ReportTwice or Fault.ReportsReordered or Fault.WebhookLost or Fault.ShortPage or Fault.ClockWrong))];
    private readonly WorldOptions _options;
    private readonly Dictionary<Address, Phone> _phones = [];
    private readonly Dictionary<string, DateTimeOffset> _down = [];
    private readonly List<Instance> _processes = [];
    private readonly List<Instance> _everybody = [];
    private readonly List<string> _told = [];
    private int _number;
    private int _moment;
    private bool _isHostDown;

    public World(WorldOptions options)
    {
        _options = options;
        (Draw, Chance) = (new Random(options.Seed), new Random(options.Seed ^ 0x5eed));
        Time = new Timeline(new DateTimeOffset(2026, 3, 2, 8, 0, 0, TimeSpan.Zero));
        Account = new MemoryAccount(() => Time.Now);
        (Log, Sms, Telegram, Hotline) = (new CapturedLog(), new SmsCarrier(this), new TelegramCarrier(this), new Hotline(this));
        Facts = new Facts(this);
        Account.Tables.Page = left => Strikes(Where.Page, null, () => "a page of a query") == Fault.ShortPage ? Chance.Next(0, Math.Min(left, 3)) : 1000;
        Prepare();
        Account.Tables.Changed = change => Facts.Stored(change);
        (Pump, Timers) = (new Pump(this), new Timers(this));
        for (var at = 0; at < options.Processes; at++) StartProcess();
    }

    public Timeline Time { get; }

    /// <summary>For how long things take.</summary>
    public Random Draw { get; }

    /// <summary>For what goes wrong in which way.</summary>
    public Random Chance { get; }

    public MemoryAccount Account { get; private set; }

    public SmsCarrier Sms { get; }

    public TelegramCarrier Telegram { get; }

    /// <summary>The system of an organisation that wants to hear what becomes of its referrals.</summary>
    public Hotline Hotline { get; }

    public Facts Facts { get; }

    public CapturedLog Log { get; }

    public PlantedBug? Bug => _options.Bug;

    public LimitSettings? Limits => _options.Limits;

    internal Action<IServiceCollection>? Change => _options.Change;

    public int[] Struck { get; } = new int[Enum.GetValues<Fault>().Length];

    public IReadOnlyList<string> Told => _told;

    internal bool IsTold => _options.IsTold;

    /// <summary>How many things happened so far that can leave a message in doubt.</summary>
    public int Doubts => Doubtful.Sum(fault => Struck[(int)fault]);

    public IReadOnlyList<Instance> Processes => _processes;

    /// <summary>While false nothing goes wrong: setting up, and after the troubles.</summary>
    public bool IsTroubled { get; set; }

    /// <summary>False: the platform fires no timer; requests and queue messages still come.</summary>
    public bool TimersFire { get; set; } = true;

    internal Pump Pump { get; }

    internal Timers Timers { get; }

    public Phone Phone(Address address)
    {
        if (!_phones.TryGetValue(address, out var phone)) _phones[address] = phone = new Phone(this, address);
        return phone;
    }

    public IEnumerable<Phone> Phones => _phones.Values;

    /// <summary>Milliseconds between two bounds.</summary>
    public TimeSpan Moment(int from, int to) => TimeSpan.FromMilliseconds(Draw.Next(from, to + 1));

    public bool IsDown(string service) => _down.TryGetValue(service, out var until) && Time.Now < until;

    public void TakeDown(string service, TimeSpan span)
    {
        _down[service] = Time.Now + span;
        Say(string.Create(CultureInfo.InvariantCulture, $"all {service}s are silent for {span.TotalSeconds:0} s"));
    }

    /// <summary>Whether something goes wrong here and now; counted, and told.</summary>
    public Fault Strikes(Where where, Instance? process, Func<string> what)
    {
        if (!IsTroubled) return Fault.None;
        var fault = _options.Faults.Next(_moment++, where);
        if (fault == Fault.None) return fault;
        Strike(fault);
        Say($"{Invariants.Plain(fault.ToString())}: {what()}{(process is null ? "" : $" of {process}")}");
        return fault;
    }

    public void Strike(Fault fault) => Struck[(int)fault]++;

    public void Say(string what)
    {
        if (_options.IsTold) _told.Add(string.Create(CultureInfo.InvariantCulture, $"{Time.Now:MM-dd HH:mm:ss.fff}  {what}"));
    }

    /// <summary>As above; where nobody listens the words are not even put together.</summary>
    internal void Say([InterpolatedStringHandlerArgument("")] ref Telling what)
    {
        if (_options.IsTold) Say(what.Words());
    }

    /// <summary>A request from outside to whichever process takes it.</summary>
    public async Task<Heard> Ask(HttpAsk ask, TimeSpan patience)
    {
        await Time.Wait(Moment(5, 40));
        if (Serving() is not { } process) return new Heard(false, null);
        Say($"{ask.Method} {ask.Path.Split('~')[0]} comes to {process}");
        var over = new TaskCompletionSource<Heard>();
        var gone = new CancellationTokenSource();
        process.WhenDead(() => Time.In(Moment(1, 100), () => over.TrySetResult(new Heard(true, null))));
        var isGone = false;
        Time.In(patience, () =>
        {
            if (over.Task.IsCompleted) return;
            isGone = true;
            Time.Outside(gone.Cancel);
            over.TrySetResult(new Heard(true, null));
        });
        _ = Serve();
        return await over.Task;

        async Task Serve()
        {
            var reply = await process.Answer(ask, gone.Token);
            if (reply.Status == 499 && isGone) return;
            if (reply.Status is 499 or > 500 and not 503) Facts.Broke("Whoever asks while a process ends is told to ask again, and nothing else.", $"{ask.Method} {ask.Path}: {reply.Status}");
            Time.In(Moment(5, 40), () =>
            {
                if (process.IsAlive) over.TrySetResult(new Heard(true, reply));
            });
        }
    }

    /// <summary>A process that takes work, whichever.</summary>
    internal Instance? Serving()
    {
        var count = 0;
        foreach (var one in _processes)
            if (one.TakesWork) count++;
        if (count == 0) return null;
        var which = Draw.Next(count);
        foreach (var one in _processes)
            if (one.TakesWork && which-- == 0) return one;
        return null;
    }

    internal Instance? Other(Instance than) => _processes.FirstOrDefault(one => one.TakesWork && one != than);

    internal void StartProcess()
    {
        if (_isHostDown || _processes.Count(one => one.TakesWork) >= _options.Processes) return;
        var skew = TimeSpan.Zero;
        if (_options.ClocksAreWrong && Chance.Next(2) == 0)
        {
            skew = TimeSpan.FromSeconds(Chance.Next(-120, 121));
            Strike(Fault.ClockWrong);
        }
        var process = new Instance(this, ++_number, skew);
        _processes.Add(process);
        _everybody.Add(process);
        Say($"{process} starts{(skew == TimeSpan.Zero ? "" : string.Create(CultureInfo.InvariantCulture, $", its clock wrong by {skew.TotalSeconds:0} s"))}");
        Pump.Arrange();
        Timers.Started();
    }

    internal void Ended(Instance process)
    {
        _processes.Remove(process);
        if (!_isHostDown) Time.In(Moment(500, 20_000), StartProcess);
    }

    /// <summary>No process runs for a while.</summary>
    public void HostDown(TimeSpan span)
    {
        Strike(Fault.HostDown);
        Say(string.Create(CultureInfo.InvariantCulture, $"no process runs for {span.TotalMinutes:0} minutes"));
        _isHostDown = true;
        foreach (var one in _processes.ToList()) one.Die();
        Time.In(span, HostUp);
    }

    /// <summary>From here on all is well.</summary>
    public void EndTroubles()
    {
        IsTroubled = false;
        _down.Clear();
        Say("the troubles are over");
        HostUp();
    }

    /// <summary>Lets go of everything. Timers of the machine hold on to what a dead process waited for, and a world is large.</summary>
    internal void Forget()
    {
        Time.Forget();
        Facts.Forget();
        foreach (var one in _everybody) one.Dispose();
        _everybody.Clear();
        _phones.Clear();
        Account = new MemoryAccount(() => Time.Now);
    }

    internal void Failed(Instance process, string function, Exception failed)
    {
        // The function's boundary hides what failed from its host; here it is looked for.
        var cause = failed is FunctionFailedException { Cause: var inner } ? inner : failed;
        Say($"{function} fails in {process} with {cause.GetType().Name}: {cause.Message}");
        Facts.Failed(function, cause);
    }

    private void HostUp()
    {
        _isHostDown = false;
        while (_processes.Count(one => one.TakesWork) < _options.Processes) StartProcess();
    }

    private void Prepare()
    {
        foreach (var table in House.Played.Tables) Account.Answer(new WireCall("table", "POST", "Tables", "", new Dictionary<string, string> { ["Content-Type"] = "application/json" }, System.Text.Encoding.UTF8.GetBytes($"{{\"TableName\":\"{table}\"}}")));
        foreach (var queue in QueueNames) Account.Answer(new WireCall("queue", "PUT", queue, "", new Dictionary<string, string>(), []));
    }
}

/// <summary>What came of asking.</summary>
/// <param name="Connected">False: nobody was there.</param>
/// <param name="Reply">Null: no answer came.</param>
public sealed record Heard(bool Connected, HttpReply? Reply);
