using ServerlessAssist.Shared.Messaging;

namespace ServerlessAssist.Shared.Streams;

/// <summary>Why a command is refused. Each capability closes this hierarchy with its own.</summary>
/// <param name="Code">Stable: it is stored, and other systems see it.</param>
/// <param name="Reply">What the sender is told, or null where no person is asking.</param>
public abstract record Refusal(string Code, Reply? Reply);

/// <summary>A refusal that was recorded, as a repeated message gets it: the code and the reply of the first time.</summary>
public sealed record RecordedRefusal(string Code, Reply? Reply) : Refusal(Code, Reply);
