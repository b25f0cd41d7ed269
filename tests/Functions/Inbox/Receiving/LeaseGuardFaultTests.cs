using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using ServerlessAssist.Functions.Inbox.Receiving;
using ServerlessAssist.Functions.Operations.Upkeep;
using ServerlessAssist.LocalHost;
using ServerlessAssist.Shared.Streams;
using ServerlessAssist.Simulation.Stories;
using ServerlessAssist.Simulation.World;
using ServerlessAssist.Tests.Hosts;
using ServerlessAssist.Tests.Threats;

namespace ServerlessAssist.Tests.Functions.Inbox.Receiving;

public sealed class LeaseGuardFaultTests
{
    /// <summary>A proxy in between answers each step with what is no answer of a queue: the work is done all the same, once.</summary>
    [Theory]
    [InlineData(201, "garbage")]
    [InlineData(201, "")]
    [InlineData(200, "<html><body>hello</body></html>")]
    [InlineData(201, "<?xml version=\"1.0\"?><QueueMessagesList></QueueMessagesList>")]
    [InlineData(204, "")]
    [InlineData(409, "")]
    [InlineData(412, "")]
    [InlineData(403, "x")]
    [InlineData(404, "x")]
    [InlineData(400, "x")]
    public async Task Whatever_storage_answers_the_work_is_done_once(int status, string body)
    {
        await using var storage = await AnsweringStorage.Start(status, body);
        var settings = new ConfigurationBuilder().AddInMemoryCollection().Build();
        settings["AzureWebJobsStorage"] = storage.ConnectionString;
        var guard = new LeaseGuard(new StorageClients(settings, TimeProvider.System, new Random(1)), TimeProvider.System);
        var sweep = new FunctionCatalogue(typeof(SweepAgenda).Assembly).All.Single(one => one.Name == nameof(SweepAgenda));
        var times = 0;
        var context = new Invocation(sweep, new TimerInfo(), 1, null!, TestContext.Current.CancellationToken);
        await guard.Run(Announcements.Urgent, context, 0, () => "copy", () =>
        {
            times++;
            return Task.CompletedTask;
        });
        Assert.Equal(1, times);
    }

    /// <summary>Tables were silent once, the message was put back; later, all is well, its process dies.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void After_storage_was_silent_once_a_death_delays_the_alert_no_longer(bool laterTry)
    {
        var minutes = 0.0;
        Stage.Play(async stage =>
        {
            stage.World.IsTroubled = true;
            var began = stage.World.Time.Now;
            await stage.Programme.Refer();
            while (!stage.World.Phone(Programme.DutyTelegram).All.Any(Programme.IsAlert)) await stage.Later(TimeSpan.FromSeconds(1));
            minutes = (stage.World.Time.Now - began).TotalMinutes;
        }, faults: new Planned(laterTry));
        Assert.InRange(minutes, 0, 4);
    }

    /// <summary>The first attempt fails at the carrier; the queue's first look meets silent tables; then, at the carrier, the process dies.</summary>
    private sealed class Planned(bool laterTry) : Faults
    {
        private int _carrier, _queue;

        public override Fault Next(int index, Where where)
        {
            if (where == Where.QueueGiven) _queue++;
            if (where == Where.Carrier)
            {
                _carrier++;
                var dies = laterTry ? 3 : 2;
                return _carrier < dies ? Fault.CarrierDown : _carrier == dies ? Fault.DiesBeforeCarrier : Fault.None;
            }
            return where is Where.Read or Where.Write or Where.Batch && _queue == 1 && _carrier == 1 ? Fault.Busy : Fault.None;
        }
    }
}
