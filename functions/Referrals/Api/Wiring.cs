using Microsoft.Extensions.DependencyInjection;

namespace ServerlessAssist.Functions.Referrals.Api;

public static class Wiring
{
    public static IServiceCollection AddApi(this IServiceCollection services) =>
        services.AddSingleton<ReferralDoor>().AddSingleton<ReferralPages>().AddSingleton<AssistanceDoor>().AddSingleton<NoteLimit>();
}
