using System.Collections.Immutable;
using System.Text.Json;
using ServerlessAssist.Functions.Referrals.Messages;
using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Shared.Streams;

namespace ServerlessAssist.Functions.Referrals.Rules;

/// <summary>Builds one decision: its events, the state that they lead to, and the messages and effects that go with them.</summary>
[PureRules]
internal sealed class ReferralDecision(Referral before)
{
    private readonly ImmutableArray<ReferralEvent>.Builder _events = ImmutableArray.CreateBuilder<ReferralEvent>();
    private readonly ImmutableArray<OutboundMessage>.Builder _messages = ImmutableArray.CreateBuilder<OutboundMessage>();
    private readonly ImmutableArray<Effect>.Builder _effects = ImmutableArray.CreateBuilder<Effect>();

    /// <summary>The state after the events so far.</summary>
    public Referral Now { get; private set; } = before;

    public bool IsEmpty => _events.Count == 0;

    public void Add(ReferralEvent happened)
    {
        _events.Add(happened);
        Now = ReferralEvolution.Evolve(Now, happened);
    }

    public void Send(OutboundMessage message) => _messages.Add(message);

    public void Send(IEnumerable<OutboundMessage> messages) => _messages.AddRange(messages);

    public void Affect(Effect effect) => _effects.Add(effect);

    /// <summary>Asks another referral for something.</summary>
    /// <param name="stream">The other referral's stream.</param>
    public void Affect(string stream, ReferralCommand command) =>
        Affect(new Effect(stream, JsonSerializer.SerializeToElement(command, ReferralJson.Default.ReferralCommand)));

    /// <summary>The id of the next message of this referral, e.g. <c>alert-3</c>.</summary>
    public string NextId(string kind) => FormattableString.Invariant($"{kind}-{Now.Messages + 1}");

    public Decision<ReferralEvent> Done(Reply? reply) =>
        new Decision<ReferralEvent>.Commit(_events.ToImmutable(), reply, _messages.ToImmutable())
        {
            Effects = [.. _effects, .. WebhookNotices.Of(Now, _events)],
        };

    /// <summary>Nothing happens here; others have to know.</summary>
    public Decision<ReferralEvent> OnlyEffects() => new Decision<ReferralEvent>.Commit([], null, []) { Effects = _effects.ToImmutable() };
}
