using ServerlessAssist.Simulation.Storage;

namespace ServerlessAssist.Simulation.World;

/// <summary>What a storage request is, in plain words.</summary>
internal static class Words
{
    public static string Of(WireCall call) => call switch
    {
        { Path: "$batch" } => "a commit",
        { Service: "queue", Method: "POST" } => $"a message into queue {Target(call)}",
        { Service: "queue", Method: "DELETE" } => $"deleting a message of queue {Target(call)}",
        { Service: "queue", Method: "PUT" } => $"showing or hiding a message of queue {Target(call)}",
        { Service: "queue" } => $"a look at queue {Target(call)}",
        { Method: "GET" } when call.Path.Contains("()", StringComparison.Ordinal) => $"a query of {Target(call)}",
        { Method: "GET" } => $"reading a row of {Target(call)}",
        { Method: "DELETE" } => $"deleting a row of {Target(call)}",
        _ => $"writing a row of {Target(call)}",
    };

    public static string Target(WireCall call) => call.Path.Split('(', '/')[0];
}
