using System.Runtime.CompilerServices;
using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Simulation.World;

namespace ServerlessAssist.Tests.Shared.Messaging;

/// <summary>What capabilities that only tests have say is looked at as all else, whichever test runs first.</summary>
internal static class SimulatedLanguages
{
    [ModuleInitializer]
    public static void Add() => LanguageFile.Add(typeof(SimulatedModules).Assembly);
}
