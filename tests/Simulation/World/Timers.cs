using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using ServerlessAssist.Functions.Inbox.Receiving;
using ServerlessAssist.Functions.Operations;
using ServerlessAssist.Functions.Operations.Poison;
using ServerlessAssist.Functions.Operations.Upkeep;
using ServerlessAssist.Functions.People.Duty;
using ServerlessAssist.LocalHost;
using ServerlessAssist.Shared.Streams;
using ServerlessAssist.Simulation.Secrecy;

namespace ServerlessAssist.Simulation.World;

/// <summary>Fires timer functions at their times. A time at which a function would find nothing is passed over, so that a quiet month costs nothing.</summary>
internal sealed class Timers
{
    private readonly World _world;
    private DateTimeOffset _lastStart;

    /// <summary>When that reading of the carrier's list began which last came to its end.</summary>
    private DateTimeOffset _read;

    public Timers(World world)
    {
        _world = world;
        foreach (var (function, trigger) in House.Timers) Plan(function, Schedules.Read(trigger.Schedule));
    }

    /// <summary>When the agenda would have been swept last, where a sweep that would have found nothing was passed over.</summary>
    public DateTimeOffset PassedOver { get; private set; }

    public void Started() => _lastStart = _world.Time.Now;

    /// <summary>Whether a function would find something.</summary>
    private bool FindsSomething(string function) => function switch
    {
        // Three minutes ahead, for some clocks are two minutes fast.
        nameof(SweepAgenda) => _world.Account.Tables.FirstPartition(Agenda.Table) is { } first && string.CompareOrdinal(first, _world.Time.Now.AddMinutes(3).ToString("yyyyMMddHHmm", System.Globalization.CultureInfo.InvariantCulture)) < 0,
        // What was missed has been taken in once the list has been read to its end, which many troubles put off for hours.
        // A process that starts reads a day back, for what another one had decided and not answered.
        nameof(FetchMissed) => (_world.Sms.Missed.Count > 0 && !IsReadBack())
            || (_world.Sms.Messages.Count > 0 && (_read <= _lastStart || _world.Time.Now - _lastStart < TimeSpan.FromMinutes(4))),
        nameof(HandOverWork) => !_world.Facts.Directory.ToHandOver.IsEmpty,
        nameof(WatchRota) => SwapRules.HasNews(_world.Facts.Directory, _world.Time.Now),
        // What waits is measured only while somebody listens.
        nameof(WatchPoison) => _world.Bug is Eavesdropper || PoisonQueues.Queues.Any(queue => _world.Account.Queues.NextVisible($"{queue}-poison") is not null),
        _ => true,
    };

    private bool IsReadBack() => _world.Time.Now - _world.Sms.LastMissed >= TimeSpan.FromHours(1) && _read > _world.Sms.LastMissed + TimeSpan.FromMinutes(1);

    private void Plan(FunctionEntry function, NCrontab.CrontabSchedule schedule)
    {
        var due = Schedules.Next(schedule, _world.Time.Now);
        _world.Time.At(due, () =>
        {
            Plan(function, schedule);
            if (!_world.TimersFire) return;
            if (!FindsSomething(function.Name))
            {
                if (function.Name == nameof(SweepAgenda) && _world.Processes.Any(one => one.TakesWork)) PassedOver = _world.Time.Now;
                return;
            }
            if (_world.Serving() is not { } process) return;
            if (_world.Strikes(Where.Timer, process, () => $"timer {function.Name}") == Fault.TwoSweepers && _world.Other(process) is { } other) _ = Fire(function, other);
            _ = Fire(function, process);
        });
    }

    internal async Task Fire(FunctionEntry function, Instance process)
    {
        _world.Say($"{function.Name} fires in {process}");
        var (began, reading) = (_world.Time.Now, process.Services.GetRequiredService<SmsReading>());
        var from = reading.From(began);
        try
        {
            await process.Run(function, new TimerInfo(), process.Draining);
            if (reading.From(began) != from) _read = began;
        }
        catch (Exception failed) when (failed is not OutOfMemoryException)
        {
            _world.Say($"{function.Name} fails in {process} with {failed.Message}; it fires again at its next time");
        }
    }
}

/// <summary>Counts a sweep that was passed over as one that was made.</summary>
internal sealed class SimulatedHeartbeat(Agenda agenda, TimeProvider time, World world) : SweepHeartbeat(agenda, time)
{
    public override async Task<DateTimeOffset?> Last(CancellationToken stop) =>
        await base.Last(stop) is { } last && last > world.Timers.PassedOver ? last : world.Timers.PassedOver;
}

/// <summary>Schedules as the local host reads them.</summary>
internal static class Schedules
{
    public static NCrontab.CrontabSchedule Read(string text) => LocalHost.Timers.Schedule(text);

    public static DateTimeOffset Next(NCrontab.CrontabSchedule schedule, DateTimeOffset now) => LocalHost.Timers.Next(schedule, now);
}
