using ServerlessAssist.Functions.People;
using ServerlessAssist.Shared.Streams;
using static ServerlessAssist.Functions.Referrals.ReferralEvent;
using Decision = ServerlessAssist.Shared.Streams.Decision<ServerlessAssist.Functions.Referrals.ReferralEvent>;
using Reply = ServerlessAssist.Shared.Messaging.Reply;

namespace ServerlessAssist.Functions.Referrals.CaseFiles;

/// <summary>What leaves the house about somebody is written down with her case, before it leaves. Pure: no clock, no storage.</summary>
[PureRules]
public static class CaseFileRules
{
    /// <summary>With whom, what, on what ground and by whom: as with a hand-over.</summary>
    public static Decision Share(Referral referral, ReferralCommand.ShareFile share, DateTimeOffset now) =>
        Permissions.May(share.Actor, Permission.ExportCase, referral.Subject)
            ? new Decision.Commit(new SharedAcrossBorder(new Share(share.With, CaseExport.Shared(referral.Facts!, share.Basis), share.Basis, share.Actor.Person, now)))
            : new Decision.Refused(new ReferralRefusal.NoRight(new Reply(ReferralPhrases.NotYours)));

    /// <summary>A person's file was made for her.</summary>
    public static Decision Give(ReferralCommand.GiveFile give) => new Decision.Commit(new FileExported(give.By, give.Second));
}
