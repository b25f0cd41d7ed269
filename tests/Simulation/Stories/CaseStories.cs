using System.Collections.Immutable;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Shared.Streams;
using ServerlessAssist.Simulation.ToyCases;
using ServerlessAssist.Simulation.World;

namespace ServerlessAssist.Simulation.Stories;

/// <summary>Assisted persons are texted, one by one and all at once; some change their language meanwhile.</summary>
public abstract class TextsToCases(int rounds, int seed) : Story
{
    private readonly Random _random = new(seed);
    private readonly ToyRecipients _cases = new();

    public override Action<IServiceCollection> Change =>
        services => services.AddStream(ToyCaseRules.Book).AddSingleton<IRecipients>(_cases);

    protected Random Random => _random;

    public override async Task Prepare(Programme programme)
    {
        await base.Prepare(programme);
        programme.World.Telegram.Chats.Add(ToyRecipients.AddressOf(ToyRecipients.OnTelegram).Value);
    }

    public override async Task Play(Programme programme)
    {
        for (var round = 0; round < rounds; round++)
        {
            Begin(programme, round);
            var whom = round % 3 == 2 ? ToyRecipients.All : [ToyRecipients.All[_random.Next(ToyRecipients.Count)]];
            DateTimeOffset? until = _random.Next(4) == 0 ? programme.World.Time.Now + Minutes(_random.Next(4, 40)) : null;
            await Text(programme.World, new ToyCommand.Text(round, whom, until));
            await programme.World.Time.Wait(TimeSpan.FromSeconds(_random.Next(1, 400)));
            _cases.Choose(whom[0], _random.Next(2) == 0 ? Language.Albanian : Language.English);
        }
    }

    protected virtual void Begin(Programme programme, int round) { }

    /// <summary>Asks one process after the other until one says that it is stored.</summary>
    private static async Task Text(World.World world, ToyCommand.Text command)
    {
        var id = string.Create(CultureInfo.InvariantCulture, $"text-{command.Number}");
        while (!await TryText(world, command, id)) await world.Time.Wait(TimeSpan.FromSeconds(2) + world.Moment(0, 4_000));
    }

    private static Task<bool> TryText(World.World world, ToyCommand.Text command, string id)
    {
        var over = new TaskCompletionSource<bool>();
        if (world.Serving() is not { } process) return Task.FromResult(false);
        process.WhenDead(() => world.Time.In(world.Moment(1, 100), () => over.TrySetResult(false)));
        _ = Handle();
        return over.Task;

        async Task Handle()
        {
            try
            {
                var streams = process.Services.GetRequiredService<StreamHandler<ToyCase, ToyEvent, ToyCommand>>();
                var outcome = await streams.Handle(ToyCaseRules.Id, command, id, "toy", CancellationToken.None);
                over.TrySetResult(outcome is Outcome<ToyCase>.Done);
            }
            catch (Exception silent) when (TransientFailure.Is(silent))
            {
                over.TrySetResult(false);
            }
        }
    }
}

/// <summary>A few texts, of which every request is broken in turn.</summary>
public sealed class CasesAreTexted() : TextsToCases(rounds: 3, seed: 5);

/// <summary>Many texts, and a carrier that takes them and for a while does not say what it took.</summary>
public sealed class CasesAreTextedAsTheSeedHasIt(int seed) : TextsToCases(rounds: 12, seed)
{
    public override int Processes { get; } = 1 + seed / 20 % 3;

    protected override void Begin(Programme programme, int round)
    {
        if (Random.Next(4) == 0) programme.World.Sms.ListSilentUntil = programme.World.Time.Now + Minutes(Random.Next(2, 30));
        if (Random.Next(8) == 0) programme.World.Sms.SlowUntil = programme.World.Time.Now + Minutes(Random.Next(1, 5));
        if (Random.Next(8) == 0) programme.World.Sms.Off.Add(ToyRecipients.AddressOf(ToyRecipients.All[Random.Next(11)]).Value);
    }
}
