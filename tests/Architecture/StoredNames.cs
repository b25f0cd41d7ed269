using System.Reflection;
using System.Text;
using System.Text.Json.Serialization;
using Microsoft.Extensions.DependencyInjection;
using ServerlessAssist.Functions.Alerts;
using ServerlessAssist.Functions.Conversations;
using ServerlessAssist.Functions.Conversations.Prompts;
using ServerlessAssist.Functions.Operations.Poison;
using ServerlessAssist.Functions.Privacy.Erasing;
using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Shared.Streams;
using ServerlessAssist.Simulation;
using ServerlessAssist.Simulation.World;

namespace ServerlessAssist.Tests.Architecture;

/// <summary>Every name that stored data depends on, collected from the product itself: none is typed a second time here.</summary>
internal static class StoredNames
{
    private static readonly Assembly[] Product =
        [typeof(StreamId).Assembly, typeof(ServerlessAssist.Bots.IChannel).Assembly, typeof(PoisonQueues).Assembly];

    /// <returns>All of them by section, each section in ordinal order, as they stand in the file.</returns>
    public static string Collect()
    {
        var text = new StringBuilder();
        var (streams, recipients, prompts, alerts) = Registered();
        Section("stream kinds", streams.Select(one => one.Kind));
        Section("kinds that effects name beside streams", recipients.Except(streams.Select(one => one.Kind)));
        Section("owners of prompts", prompts.Select(one => one.Owner));
        Section("tables", House.Definitions.Tables);
        Section("queues", [.. PoisonQueues.Queues, .. PoisonQueues.Queues.Select(queue => $"{queue}-poison")]);
        foreach (var (type, names) in Discriminators()) Section($"$type of {NameOf(type, streams)}", names);
        foreach (var (type, names) in StoredEnums.Of(streams, prompts)) Section($"enum {type}", names);
        Section("message purposes", Enum.GetNames<MessagePurpose>());
        Section("fates of messages", Constants(typeof(FateWords)));
        Section("wake-up purposes", WakeUps());
        Section("index purposes", SourceArguments.Of(SourceArguments.Index));
        Section("seal purposes", SourceArguments.Of(SourceArguments.Seal));
        Section("actors", Constants(typeof(Actors)));
        Section("alert kinds", alerts.Select(one => one.ToString()));
        Section("buttons", Buttons());
        Section("phrase keys", LanguageFile.Read([typeof(LanguageFile).Assembly])["en"].Phrases.Keys);
        return text.ToString();

        void Section(string title, IEnumerable<string> names)
        {
            text.Append('[').Append(title).Append("]\n");
            foreach (var name in names.Distinct().Order(StringComparer.Ordinal)) text.Append(name).Append('\n');
            text.Append('\n');
        }
    }

    /// <returns>The discriminators of each base type whose JSON names the derived type.</returns>
    public static IEnumerable<(Type Type, string[] Names)> Discriminators() =>
        from type in Product.SelectMany(one => one.GetTypes())
        let derived = type.GetCustomAttributes<JsonDerivedTypeAttribute>(inherit: false).ToArray()
        where derived.Length > 0
        orderby type.Name
        select (type, derived.Select(one => (string)one.TypeDiscriminator!).ToArray());

    /// <summary>Prefix and verb of every button, as its data begins.</summary>
    private static IEnumerable<string> Buttons() =>
        from type in Product.SelectMany(one => one.GetTypes())
        where type.Name.EndsWith("Buttons", StringComparison.Ordinal) || type.Name.EndsWith("Button", StringComparison.Ordinal)
        let prefix = type.GetField("Prefix")?.GetRawConstantValue() as string
        where prefix is not null
        from name in Constants(type).Where(one => one != prefix).DefaultIfEmpty("")
        select $"{prefix} {name}".TrimEnd();

    /// <summary>By the stream that holds them, so that a type may change its name.</summary>
    private static string NameOf(Type type, List<IStreamHandler> streams) => streams
        .SelectMany(one => one.GetType().GetGenericArguments()
            .Zip(["state", "event", "command"], (part, what) => (Part: part, Name: $"{one.Kind} {what}")))
        .Where(one => one.Part == type).Select(one => one.Name).FirstOrDefault(type.Name);

    private static IEnumerable<string> Constants(Type type) =>
        type.GetFields().Where(one => one.IsLiteral).Select(one => (string)one.GetRawConstantValue()!);

    /// <summary>What the product registers, without the capabilities that only tests have.</summary>
    private static (List<IStreamHandler> Streams, List<string> Recipients, List<IPromptDefinition> Prompts, List<AlertKind> Alerts) Registered() => Run.OnOwnThread(() =>
    {
        var services = new World(new WorldOptions(1, new NoFault())).Processes[0].Services;
        var simulated = House.Played.All.Select(one => one.Kind).Except(House.Definitions.All.Select(one => one.Kind)).ToHashSet();
        return (
            services.GetServices<IStreamHandler>().Where(one => !simulated.Contains(one.Kind)).ToList(),
            services.GetServices<IEffectTarget>().Select(one => one.Kind).Where(one => !simulated.Contains(one)).ToList(),
            services.GetServices<IPromptDefinition>().Where(one => Product.Contains(one.StateType.Type.Assembly)).ToList(),
            services.GetServices<IAlertTarget>().Where(one => Product.Contains(one.GetType().Assembly)).Select(one => one.Kind).ToList());
    });

    private static IEnumerable<string> WakeUps() =>
        SourceArguments.Of(SourceArguments.WakeUp).Append(Announcements.Purpose)
            .Concat(Enum.GetValues<ErasureStep>().Where(one => one is not ErasureStep.Done).Select(ErasureRules.StepDue));
}
