using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;
using Azure.Core.Pipeline;
using Azure.Data.Tables;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using ServerlessAssist.Functions.Referrals;
using ServerlessAssist.Functions.Referrals.Rules;
using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Shared.Protection;
using ServerlessAssist.Shared.Streams;
using ServerlessAssist.Simulation.Storage;
using ServerlessAssist.Simulation.ToyCases;
using ServerlessAssist.Simulation.World;

namespace ServerlessAssist.Simulation.Bugs;

/// <summary>All of them.</summary>
public static class PlantedBugs
{
    /// <summary>A new one for each world: some remember what they did.</summary>
    public static IReadOnlyList<Func<PlantedBug>> All { get; } =
    [
        () => new NoFence(), () => new InboxRowNotChecked(), () => new MarkBeforeSend(), () => new AnnouncementAfterCommit(),
        () => new WakeUpAfterCommit(), () => new HiddenRetry(), () => new CancellationReachesCommit(), () => new SweepWithoutTruth(),
        () => new MessagesExpire(), () => new DeferredForgotten(), () => new TwoTakers(), () => new NotAskedAgain(),
        () => new OlderLineWins(), () => new BusyTakenForDone(), () => new MarkTakenForDone(), () => new HintGoesFirst(),
        () => new SentAgainBlindly(),
    ];

    /// <summary>The fence says that it stands, and does not.</summary>
    private sealed class NoFence() : PlantedBug("no fence before an announcement is dropped")
    {
        public override WireAnswer? Instead(World.World world, Instance process, WireCall call) =>
            call.Service == "table" && call.Path.StartsWith("streams", StringComparison.Ordinal) && call.Method is "PATCH" or "MERGE" or "POST" && call.Path != "$batch" ? MadeUp.Written : null;
    }

    private sealed class InboxRowNotChecked() : PlantedBug("the inbox row is not looked at after a commit in doubt")
    {
        public override WireAnswer? Instead(World.World world, Instance process, WireCall call) =>
            call.Method == "GET" && call.Path.Contains("inbox~", StringComparison.Ordinal) ? MadeUp.NotFound : null;
    }

    private sealed class MarkBeforeSend() : PlantedBug("a message is marked as sent before it is")
    {
        public override SendMessage Carry(World.World world, Instance process, SendMessage carry) => (message, before, ticket, stop) =>
        {
            _ = Later();
            return Task.FromResult<SendAttempt>(new SendAttempt.Sent(ChannelKind.Sms, "0", 1));

            async Task Later()
            {
                await Task.Delay(TimeSpan.FromMilliseconds(100), process.Clock, CancellationToken.None);
                await carry(message, before, ticket, CancellationToken.None);
            }
        };
    }

    /// <summary>What stands before the commit is written after it: it is lost with the process.</summary>
    private abstract class AfterCommit(string name) : PlantedBug(name)
    {
        private readonly Dictionary<Instance, List<WireCall>> _late = [];

        protected abstract WireAnswer? Late(WireCall call);

        public override WireAnswer? Instead(World.World world, Instance process, WireCall call)
        {
            if (Late(call) is not { } answer) return null;
            if (!_late.TryGetValue(process, out var late)) _late[process] = late = [];
            late.Add(call);
            return answer;
        }

        public override void Applied(World.World world, Instance process, WireCall call, WireAnswer answer)
        {
            if (call.Path != "$batch" || !_late.Remove(process, out var late)) return;
            world.Time.In(TimeSpan.FromMilliseconds(20), () =>
            {
                if (!process.IsAlive) return;
                foreach (var one in late) world.Account.Answer(one);
            });
        }
    }

    private sealed class AnnouncementAfterCommit() : AfterCommit("the announcement is sent after the commit")
    {
        protected override WireAnswer? Late(WireCall call) => call is { Method: "POST", Path: $"{Announcements.Urgent}/messages" or $"{Announcements.Routine}/messages" } ? MadeUp.Queued : null;
    }

    private sealed class WakeUpAfterCommit() : AfterCommit("the wake-up is written after the commit")
    {
        protected override WireAnswer? Late(WireCall call) => call.Method is "PUT" or "PATCH" && call.Path.StartsWith("agenda(", StringComparison.Ordinal) ? MadeUp.Written : null;
    }

    private sealed class HiddenRetry() : PlantedBug("the SDK repeats transactions by itself")
    {
        public override void Plant(IServiceCollection services, World.World world, Instance process) => services.AddSingleton(all =>
        {
            var clients = new StorageClients(all.GetRequiredService<IConfiguration>(), process.Clock, new Random(1), all.GetRequiredService<HttpPipelineTransport>());
            var field = typeof(StorageClients).GetField("_commits", BindingFlags.NonPublic | BindingFlags.Instance)!;
            var options = new TableClientOptions { Transport = all.GetRequiredService<HttpPipelineTransport>(), RetryPolicy = new TimeProviderRetryPolicy(3, process.Clock, new Random(1)), Diagnostics = { IsLoggingEnabled = false } };
            field.SetValue(clients, new TableServiceClient(MemoryAccount.ConnectionString, options));
            return clients;
        });
    }

    private sealed class CancellationReachesCommit() : PlantedBug("the end of the process is passed on to a commit")
    {
        public override bool PassesCancellation => true;
    }

    private abstract class OtherRules(string name) : PlantedBug(name)
    {
        protected abstract StreamDefinition<Referral, ReferralEvent, ReferralCommand> Book { get; }

        public override void Plant(IServiceCollection services, World.World world, Instance process) => services.AddSingleton(all => new StreamHandler<Referral, ReferralEvent, ReferralCommand>(
            Book, all.GetRequiredService<StreamStore>(), all.GetRequiredService<StreamRows>(), all.GetRequiredService<Outbox>(), all.GetRequiredService<Announcements>(), all.GetRequiredService<Agenda>(),
            all.GetRequiredService<Views>(), all.GetRequiredService<BlindIndex>(), all.GetRequiredService<TimeProvider>(), all.GetRequiredService<Random>()));
    }

    private sealed class SweepWithoutTruth() : OtherRules("a wake-up is believed without a look at the state")
    {
        protected override StreamDefinition<Referral, ReferralEvent, ReferralCommand> Book => ReferralRules.Book with
        {
            Decide = (referral, command, now) => ReferralRules.Decide(referral, command, command is ReferralCommand.Escalate && referral.EscalatesAt is { } due && due > now ? due : now),
        };
    }

    private sealed class TwoTakers() : OtherRules("whoever comes second takes it too")
    {
        protected override StreamDefinition<Referral, ReferralEvent, ReferralCommand> Book => ReferralRules.Book with
        {
            Decide = (referral, command, now) => ReferralRules.Decide(command is ReferralCommand.Take take && referral.TakenBy != take.Actor.Person ? referral with { Escalation = referral.Escalation with { TakenBy = null } } : referral, command, now),
        };
    }

    private sealed class NotAskedAgain() : OtherRules("nobody asks whether a message is still wanted when it is sent")
    {
        protected override StreamDefinition<Referral, ReferralEvent, ReferralCommand> Book => ReferralRules.Book with { StillWanted = (_, _, _) => true };
    }

    private sealed class MessagesExpire() : PlantedBug("queue messages expire after 7 days")
    {
        public override WireCall Changed(WireCall call) => call with { Query = call.Query.Replace("messagettl=-1", "messagettl=604800", StringComparison.Ordinal) };
    }

    private sealed class DeferredForgotten() : PlantedBug("a message that cannot be handled is taken and not kept")
    {
        public override WireAnswer? Instead(World.World world, Instance process, WireCall call) => call is { Method: "POST", Path: "inbound/messages" } ? MadeUp.Queued : null;
    }

    private sealed class OlderLineWins() : PlantedBug("a line of the board is written without a look at its version")
    {
        public override WireCall Changed(WireCall call) => call.Path.StartsWith($"{ReferralEvolution.BoardView}(", StringComparison.Ordinal) && call.Method is "PUT" or "PATCH"
            ? call with { Headers = call.Headers.Where(one => !one.Key.Equals("If-Match", StringComparison.OrdinalIgnoreCase)).ToDictionary(StringComparer.OrdinalIgnoreCase) }
            : call;
    }

    private sealed class BusyTakenForDone() : PlantedBug("a transaction that is refused inside its answer is taken for done")
    {
        public override WireAnswer? Refused(WireCall call) => MadeUp.Committed(call);
    }

    /// <summary>A batch without an event in it is a mark.</summary>
    private sealed class MarkTakenForDone() : PlantedBug("a mark that is in doubt is taken for done")
    {
        public override WireAnswer? Lost(WireCall call) => call.Path == "$batch" && !Encoding.UTF8.GetString(call.Body).Contains("event~", StringComparison.Ordinal) ? MadeUp.Committed(call) : null;
    }

    /// <summary>Assisted persons are treated as staff.</summary>
    private sealed class SentAgainBlindly() : PlantedBug("a text to an assisted person that may have been sent is sent again blindly")
    {
        public override void Plant(IServiceCollection services, World.World world, Instance process)
        {
            if (services.FirstOrDefault(one => one.ServiceType == typeof(IRecipients) && one.ImplementationInstance is ToyRecipients) is not { } cases) return;
            services.Remove(cases);
            services.AddSingleton<IRecipients>(new AsStaff((ToyRecipients)cases.ImplementationInstance!));
        }

        private sealed class AsStaff(ToyRecipients cases) : IRecipients
        {
            public RecipientKind Kind => cases.Kind;

            public InDoubt WhenInDoubt => InDoubtPolicy.Of(RecipientKind.Staff);

            public ValueTask<Recipient?> Find(RecipientId id, DateTimeOffset now, CancellationToken stop) => cases.Find(id, now, stop);

            public Task RememberRefused(RecipientId id, Address address, SendFailure why, string ticket, CancellationToken stop) => cases.RememberRefused(id, address, why, ticket, stop);
        }
    }

    /// <summary>Hints go when they are read, not when their stream has said so.</summary>
    private sealed class HintGoesFirst() : PlantedBug("a wake-up is deleted before it is handled")
    {
        public override void Applied(World.World world, Instance process, WireCall call, WireAnswer answer)
        {
            if (call.Method != "GET" || !call.Path.StartsWith("agenda()", StringComparison.Ordinal) || answer.Status != 200) return;
            foreach (Match row in Regex.Matches(Encoding.UTF8.GetString(answer.Body), "\"PartitionKey\":\"([^\"]+)\",\"RowKey\":\"([^\"]+)\""))
                world.Account.Answer(new WireCall("table", "DELETE", $"agenda(PartitionKey='{row.Groups[1].Value}',RowKey='{row.Groups[2].Value}')", "", new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase) { ["If-Match"] = "*" }, []));
        }
    }
}
