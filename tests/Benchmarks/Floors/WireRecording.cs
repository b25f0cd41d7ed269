using ServerlessAssist.Sandbox.Storage;

namespace ServerlessAssist.Benchmarks.Floors;

/// <summary>The storage requests of one message in their order, as they went over the wire; heartbeats left out.</summary>
internal sealed class WireRecording
{
    private readonly List<Recorded> _requests = [];

    public IReadOnlyList<Recorded> Requests => _requests;

    /// <summary>What each request is, without keys: by this a recording and its repetition are compared.</summary>
    public IEnumerable<string> Kinds => _requests.Select(request => request.Kind);

    /// <param name="message">Sends it, and ends when all that it causes in storage is done.</param>
    public static async Task<WireRecording> Of(Wire wire, Func<Task> message)
    {
        var recording = new WireRecording();
        wire.Seen = recording.Note;
        wire.Sent = recording.Note;
        await message();
        (wire.Seen, wire.Sent) = (null, null);
        return recording;
    }

    public override string ToString() => string.Join(", ", Kinds);

    private void Note(WireRequest request)
    {
        if (request.IsHeartbeat) return;
        lock (_requests) _requests.Add(new Recorded(request));
    }

    private void Note(WireRequest request, byte[] body)
    {
        lock (_requests)
        {
            if (_requests.FindLast(one => ReferenceEquals(one.Request, request)) is { } found) found.Body = body;
        }
    }
}

/// <summary>One storage request and what it sent.</summary>
internal sealed class Recorded(WireRequest request)
{
    /// <summary>Before the name of what stands in for a table or queue of the product.</summary>
    public const string Floor = "floor";

    public WireRequest Request => request;

    public byte[] Body { get; set; } = [];

    public bool IsBatch => request.Path.EndsWith("$batch", StringComparison.Ordinal);

    /// <summary>The table or queue, under the product's own name.</summary>
    public string Target =>
        request.Target.StartsWith(Floor, StringComparison.Ordinal) ? request.Target[Floor.Length..].TrimStart('-') : request.Target;

    /// <summary>Service, method and target; of a batch what it holds.</summary>
    public string Kind => IsBatch ? $"batch {string.Join('+', BatchBody.Read(Body).Select(one => one.Method))}"
        : $"{request.Service} {request.Method} {Target}{(Target.Length == 0 ? request.Path : "")}";

    public override string ToString() => Kind;
}
