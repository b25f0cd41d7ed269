using ServerlessAssist.Shared.Limits;

namespace ServerlessAssist.Functions.Referrals.Openings;

/// <summary>How many referrals an organisation opens: whoever has its key must not bury everybody else's. Immediate ones have a bucket of their own, which routine ones cannot empty.</summary>
public sealed class OpeningLimit(LimitSettings limits, TimeProvider time)
{
    private readonly Buckets<(string Organisation, bool IsImmediate)> _opened = new(limits.Organisation, time);

    public Taken Take(string organisation, Urgency urgency) => _opened.Take(KeyOf(organisation, urgency));

    public void GiveBack(string organisation, Urgency urgency) => _opened.GiveBack(KeyOf(organisation, urgency));

    private static (string Organisation, bool IsImmediate) KeyOf(string organisation, Urgency urgency) => (organisation, urgency == Urgency.Immediate);
}
