using Microsoft.Extensions.DependencyInjection;
using ServerlessAssist.Functions.Api;
using ServerlessAssist.Functions.Cases.Api;

namespace ServerlessAssist.Functions.Referrals.Api;

public static class Wiring
{
    public static IServiceCollection AddApi(this IServiceCollection services) =>
        services.AddSingleton<ReferralDoor>().AddSingleton<ReferralPages>().AddSingleton<AssistanceDoor>().AddSingleton<NoteLimit>();
}
