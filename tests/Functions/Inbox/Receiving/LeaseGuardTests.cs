using Azure.Core;
using Azure.Core.Pipeline;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using ServerlessAssist.Functions.Inbox.Receiving;
using ServerlessAssist.Shared.Streams;
using ServerlessAssist.Simulation.Stories;
using ServerlessAssist.Simulation.World;
using ServerlessAssist.Tests.Threats;

namespace ServerlessAssist.Tests.Functions.Inbox.Receiving;

public sealed class LeaseGuardTests
{
    [Fact]
    public void A_process_that_dies_holding_an_urgent_message_delays_the_alert_by_a_minute_or_two_not_by_ten()
    {
        Assert.InRange(MinutesUntilTheAlert(change: null), 1, 3);
    }

    [Fact]
    public void Without_the_guard_the_alert_waits_for_the_hosts_lease()
    {
        Assert.InRange(MinutesUntilTheAlert(services => services.AddSingleton(all => new LeaseGuard(Unable(all), all.GetRequiredService<TimeProvider>()))), 9, 15);
    }

    [Fact]
    public void The_guard_goes_with_the_work_and_leaves_nothing_in_the_queue()
    {
        Stage.Play(async stage =>
        {
            stage.World.IsTroubled = true;
            await stage.Programme.Refer();
            await stage.Minutes(5);
            Assert.NotNull(stage.Alert(Programme.DutyTelegram));
            Assert.Empty(stage.World.Account.Queues.Messages(Announcements.Urgent));
        }, faults: new AtTheCarrier(Fault.CarrierDown));
    }

    [Fact]
    public void A_message_that_kills_its_process_each_time_does_not_fill_the_queue()
    {
        Stage.Play(async stage =>
        {
            stage.World.IsTroubled = true;
            await stage.Programme.Refer("routine");
            await stage.Minutes(120);
            Assert.InRange(
                stage.World.Account.Queues.Messages(Announcements.Routine).Count() + stage.World.Account.Queues.Messages(Announcements.Urgent).Count(),
                0, 2 * (LeaseGuard.MostCopies + 1));
        }, faults: new AtTheCarrier([.. Enumerable.Repeat(Fault.DiesBeforeCarrier, 200)]));
    }

    /// <summary>The first attempt fails, so the queue takes over; the process that handles its message dies.</summary>
    private static double MinutesUntilTheAlert(Action<IServiceCollection>? change)
    {
        var minutes = 0.0;
        Stage.Play(async stage =>
        {
            stage.World.IsTroubled = true;
            var began = stage.World.Time.Now;
            await stage.Programme.Refer();
            while (!stage.World.Phone(Programme.DutyTelegram).All.Any(Programme.IsAlert)) await stage.Later(TimeSpan.FromSeconds(1));
            minutes = (stage.World.Time.Now - began).TotalMinutes;
        }, change: change, faults: new AtTheCarrier(Fault.CarrierDown, Fault.DiesBeforeCarrier));
        return minutes;
    }

    /// <summary>Queues that take nothing from the guard.</summary>
    private static StorageClients Unable(IServiceProvider all) =>
        new(all.GetRequiredService<IConfiguration>(), all.GetRequiredService<TimeProvider>(), new Random(1), new Refusing());

    /// <summary>The first attempts at a carrier go wrong so, in this order.</summary>
    private sealed class AtTheCarrier(params Fault[] faults) : Faults
    {
        private int _next;

        public override Fault Next(int index, Where where) => where == Where.Carrier && _next < faults.Length ? faults[_next++] : Fault.None;
    }

    private sealed class Refusing : HttpPipelineTransport
    {
        public override Request CreateRequest() => new HttpClientTransport().CreateRequest();

        public override void Process(HttpMessage message) => throw new Azure.RequestFailedException(400, "refused");

        public override ValueTask ProcessAsync(HttpMessage message) => throw new Azure.RequestFailedException(400, "refused");
    }
}
