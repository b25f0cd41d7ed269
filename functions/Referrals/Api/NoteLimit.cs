using ServerlessAssist.Functions.Api.Authentication;
using ServerlessAssist.Shared.Limits;

namespace ServerlessAssist.Functions.Referrals.Api;

/// <summary>How much a caller writes, as much as an organisation refers: each message rings on phones, and whoever has its key must not bury alerts under them.</summary>
public sealed class NoteLimit(LimitSettings limits, TimeProvider time)
{
    private readonly Buckets<string> _written = new(limits.Organisation, time);

    public Taken Take(Caller caller) => _written.Take(caller.Name);
}
