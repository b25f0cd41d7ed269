using Microsoft.Extensions.DependencyInjection;
using ServerlessAssist.Functions.Api;
using ServerlessAssist.Functions.Cases.Api;
using ServerlessAssist.Functions.Referrals.CaseFiles;

namespace ServerlessAssist.Functions.Referrals.Api;

public static class ReferralApiModule
{
    private static readonly ApiModule Module = new()
    {
        Endpoints =
        [
            typeof(ReferralEndpoints), typeof(OpeningEndpoints), typeof(ReferralActions), typeof(CaseworkerEndpoints),
            typeof(OfferEndpoints),
            typeof(DuplicateEndpoints), typeof(NoteEndpoints), typeof(HandOverEndpoints), typeof(CaseFileEndpoints),
        ],
        Json = [ReferralBodiesJson.Default, ReferralApiJson.Default, ReferralAnswerJson.Default, CaseFileJson.Default],
        Problems = ReferralProblems.All,
        Resources =
        [
            new("reference", "The referral's reference, e.g. RA-7F3K-9.")
            {
                Missing = CaseProblems.Reference, IsVersioned = true,
                    Refusals = [ApiProblem.NotNow, ApiProblem.NotOpen, ReferralProblems.TakenByOther],
            },
            new("number", "The message's number."),
        ],
    };

    public static IServiceCollection AddReferralApi(this IServiceCollection services) =>
        services.AddSingleton(Module).AddSingleton<ReferralPipeline>().AddSingleton<NoteLimit>().AddSingleton<CaseFileOpening>()
            .AddSingleton<CaseFileSharing>();
}
