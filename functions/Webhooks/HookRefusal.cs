using ServerlessAssist.Shared.Streams;

namespace ServerlessAssist.Functions.Webhooks;

/// <summary>Why a command on a subscription is refused.</summary>
public abstract record HookRefusal(string Code) : Refusal(Code, null)
{
    public sealed record NotSubscribed() : HookRefusal("webhook");

    /// <summary>Forgotten, or never there.</summary>
    public sealed record NoSuchNotice() : HookRefusal("delivery");

    /// <summary>Paused or gone: its people have to say first where it is called.</summary>
    public sealed record IsStopped() : HookRefusal("webhook-stopped");
}
