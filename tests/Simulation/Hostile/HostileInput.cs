using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Simulation.World;

namespace ServerlessAssist.Simulation.Hostile;

/// <summary>One request from somebody who means harm.</summary>
/// <param name="Route">The function that it is for; <see cref="Nowhere"/>: none.</param>
/// <param name="MayComeIn">False: certainly without a good key, secret or signature, so it has to be refused before storage is asked anything.</param>
/// <param name="Words">What a person said with it, where that is certain: its answer is compared with the rules'.</param>
internal sealed record HostileInput(string Route, HttpAsk Ask, bool MayComeIn, HostileWords? Words = null)
{
    public const string Nowhere = "(no route)";
}

/// <param name="Id">As the house names the message.</param>
internal sealed record HostileWords(string Id, Address From, string Text);

/// <summary>How one route is attacked.</summary>
/// <param name="Weight">How many of all inputs, in thousandths or so.</param>
internal sealed record HostileDoor(int Weight, Func<Scene, Draw, HostileInput> Make);
