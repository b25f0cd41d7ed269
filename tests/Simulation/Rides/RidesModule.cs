using System.Collections.Immutable;
using Microsoft.Extensions.DependencyInjection;
using ServerlessAssist.Functions.Api;
using ServerlessAssist.Functions.Cases.Erasing;
using ServerlessAssist.Functions.Cases.SubjectAccess;
using ServerlessAssist.Functions.Conversations;
using ServerlessAssist.Functions.Conversations.Prompts;
using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Shared.Streams;
using ServerlessAssist.Simulation.World;

namespace ServerlessAssist.Simulation.Rides;

/// <summary>A capability that only tests have, added as any other: its folder, and one line where it is composed.</summary>
public static class RidesModule
{
    private static readonly ApiModule Api = new()
    {
        Endpoints = [typeof(RideEndpoints)], Json = [RideApiJson.Default], Problems = [RideProblems.Region],
        Resources = [new ApiResource("region", "A region's id, as in the people file.") { Missing = RideProblems.Region }],
    };

    public static IServiceCollection AddRides(this IServiceCollection services) => services
        .AddPhrasesOf(typeof(RidesModule).Assembly)
        .AddStream(RideRules.Book)
        .AddPrompt(RideQuestionRules.Prompt).AddSingleton<IPromptWakeUpHandler, RideQuestionExpiry>()
        .AddConversation<RideConversation>().AddSingleton<IAlertTarget, RideAlertTarget>()
        .AddSingleton<IPersonFilePart, RideFilePart>().AddSingleton<IPersonErasure, RideErasure>()
        .AddSingleton(Api);

    public static SimulatedModule Simulated { get; } = new()
    {
        Add = services => services.AddRides(),
        Stories = [() => new ARideIsTaken(), () => new NobodyDrives()],
        Invariants = RideInvariants.All,
        Calls = ImmutableDictionary<string, string?>.Empty.Add(nameof(RideEndpoints.ListRides), null),
    };
}
