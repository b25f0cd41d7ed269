using System.Text.Json;
using ServerlessAssist.Functions.Webhooks;
using ServerlessAssist.Shared.Streams;
using static ServerlessAssist.Functions.Referrals.ReferralEvent;

namespace ServerlessAssist.Functions.Referrals;

/// <summary>What the system of the organisation that referred hears.</summary>
internal sealed partial class Draft
{
    private IEnumerable<Effect> News() => Now.Hook is not { } hook ? [] :
        from happened in _events
        let type = TypeOf(happened)
        where type is not null
        select new Effect(hook, JsonSerializer.SerializeToElement(new HookCommand.Hear(type, Now.Reference, ReferralEvolution.StatusOf(Now)), HookJson.Default.HookCommand));

    /// <summary>One that was merged by mistake is open again: whoever was told that it is closed hears that, too.</summary>
    private static string? TypeOf(ReferralEvent happened) => happened switch
    {
        Opened or Unmerged => HookEvents.Opened,
        Taken => HookEvents.Taken,
        Closed => HookEvents.Closed,
        _ => null,
    };
}
