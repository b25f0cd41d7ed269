using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.Protocols;
using ServerlessAssist.Functions.Api;
using ServerlessAssist.Functions.Api.Authentication;
using ServerlessAssist.Functions.Cases;
using ServerlessAssist.Functions.Conversations;
using ServerlessAssist.Functions.People.Api;
using ServerlessAssist.Functions.People.Approvals;
using ServerlessAssist.Functions.People.Configuration;
using ServerlessAssist.Functions.People.Conversation;
using ServerlessAssist.Functions.People.Enrolment;
using ServerlessAssist.Functions.People.Rules;
using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Shared.Streams;

namespace ServerlessAssist.Functions.People;

public static class PeopleModule
{
    private static readonly ApiModule Api = new()
    {
        Endpoints = [typeof(StaffEndpoints), typeof(DutyEndpoints), typeof(ApprovalEndpoints), typeof(OwnTimeEndpoints)],
        Json = [StaffBodiesJson.Default, StaffApiJson.Default],
        Problems = StaffProblems.All,
    };

    /// <exception cref="InvalidOperationException">A setting is not good.</exception>
    public static IServiceCollection AddPeople(this IServiceCollection services, IConfiguration settings)
    {
        var entra = EntraSettings.Read(settings);
        services.AddHttpClient("entra", client => client.Timeout = TimeSpan.FromSeconds(10));
        services.AddSingleton(all => new EntraKeys(() => new HttpDocumentRetriever(all.GetRequiredService<IHttpClientFactory>().CreateClient("entra")), all.GetRequiredService<TimeProvider>()));
        services.AddSingleton(all => new StaffTokens(entra, all.GetRequiredService<EntraKeys>(), all.GetRequiredService<TimeProvider>()));
        return services.AddStream(StaffRules.Book).AddSingleton<StaffDirectory>().AddSingleton<IRecipients, StaffRecipients>().AddSingleton<SecondPerson>().AddStream(OperationRules.Book).AddSingleton<OperationLog>().AddStream(CaseRules.Book).AddConversation<CaseConversation>()
            .AddSingleton<AddressChecks>().AddSingleton<EnrolmentCodes>().AddConversation<StaffConversation>().AddSingleton<DutyConversation>()
            .AddStream(KeyUseRules.Book).AddSingleton<KeyUses>().AddSingleton<Callers>().AddSingleton<ApiPipeline>().AddSingleton<StaffPipeline>().AddSingleton(Api);
    }
}
