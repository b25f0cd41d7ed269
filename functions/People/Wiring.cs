using Microsoft.Extensions.DependencyInjection;
using ServerlessAssist.Functions.People.Assistance;
using ServerlessAssist.Functions.People.Phone;
using ServerlessAssist.Shared.Streams;

namespace ServerlessAssist.Functions.People;

public static class Wiring
{
    public static IServiceCollection AddPeople(this IServiceCollection services) => services.AddStream(DirectoryRules.Book).AddSingleton<StaffDirectory>().AddStream(OperationRules.Book).AddSingleton<OperationLog>().AddStream(AssistanceRules.Book).AddSingleton<AssistanceDesk>()
        .AddSingleton<EnrolmentCodes>().AddSingleton<StaffDesk>().AddSingleton<DutyDesk>();
}
