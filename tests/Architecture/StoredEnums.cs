using System.Globalization;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using ServerlessAssist.Functions.Conversations.Prompts;
using ServerlessAssist.Functions.Inbox.Receiving;
using ServerlessAssist.Functions.Webhooks;
using ServerlessAssist.Shared.Streams;

namespace ServerlessAssist.Tests.Architecture;

/// <summary>Finds the enums in everything that is stored: states, events, commands to other streams, rows and queue messages.</summary>
internal static class StoredEnums
{
    private static readonly Type[] Queued = [typeof(QueuedInbound), typeof(WebhookCall)];

    /// <summary>What rows hold: whatever their JSON is made for.</summary>
    private static IEnumerable<Type> Rows =>
        from one in typeof(StreamId).Assembly.GetType("ServerlessAssist.Shared.Streams.RowJson", throwOnError: true)!
            .GetCustomAttributesData()
        where one.AttributeType == typeof(JsonSerializableAttribute)
        select (Type)one.ConstructorArguments[0].Value!;

    /// <returns>By the enum's name, each member as it is written: its name, or its number and name.</returns>
    public static IEnumerable<(string Type, string[] Names)> Of(IEnumerable<IStreamHandler> streams, IEnumerable<IPromptDefinition> prompts)
    {
        var seen = new HashSet<Type>();
        foreach (var root in streams.SelectMany(Written).Concat(prompts.Select(one => one.StateType.Type)).Concat(Rows).Concat(Queued)) Walk(root, seen);
        return seen.Where(one => one.IsEnum)
            .Select(one => (Type: $"{one.Namespace!.Split('.')[^1]}.{one.Name}", Names: Members(one)))
            .OrderBy(one => one.Type, StringComparer.Ordinal);
    }

    /// <summary>Commands are written only where other streams give them: those whose JSON names the derived type.</summary>
    private static IEnumerable<Type> Written(IStreamHandler streams) =>
        streams.GetType().GetGenericArguments() is [var state, var happened, var command]
            ? command.GetCustomAttributes<JsonDerivedTypeAttribute>().Any() ? [state, happened, command] : [state, happened]
            : throw new InvalidOperationException($"{streams.Kind} is no Streams of state, event and command.");

    private static void Walk(Type type, HashSet<Type> seen)
    {
        if (!seen.Add(type)) return;
        foreach (var part in type.GetGenericArguments()) Walk(part, seen);
        if (type.HasElementType) Walk(type.GetElementType()!, seen);
        if (type.IsEnum || type.Assembly.GetName().Name?.StartsWith("ServerlessAssist", StringComparison.Ordinal) != true) return;
        foreach (var derived in type.GetCustomAttributes<JsonDerivedTypeAttribute>(inherit: false)) Walk(derived.DerivedType, seen);
        foreach (var one in type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(IsWritten)) Walk(one.PropertyType, seen);
    }

    private static bool IsWritten(PropertyInfo one) =>
        one.GetCustomAttribute<JsonIgnoreAttribute>() is not { Condition: JsonIgnoreCondition.Always }
        && one.GetIndexParameters().Length == 0;

    private static string[] Members(Type type) => [.. Enum.GetValues(type).Cast<object>().Select(member => Shown(member, type))];

    private static string Shown(object member, Type type) => JsonSerializer.Serialize(member, type) is ['"', .. var name, '"']
        ? name
        : $"{Convert.ToInt32(member, CultureInfo.InvariantCulture)} {member}";
}
