using Microsoft.Extensions.DependencyInjection;
using ServerlessAssist.Shared.Streams;
using ServerlessAssist.Simulation.Storage;
using ServerlessAssist.Simulation.World;

namespace ServerlessAssist.Simulation.Bugs;

/// <summary>A mistake that somebody could make, planted around the product and never in it: the simulation has to find it.</summary>
/// <param name="Name">What is done wrong.</param>
public abstract class PlantedBug(string name)
{
    public string Name => name;

    /// <summary>Changes the services of a process.</summary>
    public virtual void Plant(IServiceCollection services, World.World world, Instance process) { }

    /// <summary>Another way to hand a message to a carrier.</summary>
    public virtual SendMessage? Carry(World.World world, Instance process, SendMessage carry) => null;

    /// <summary>A request as it is sent instead.</summary>
    public virtual WireCall Changed(WireCall call) => call;

    /// <summary>An answer that is made up, without asking storage.</summary>
    public virtual WireAnswer? Instead(World.World world, Instance process, WireCall call) => null;

    /// <summary>Storage has applied a request of a process.</summary>
    public virtual void Applied(World.World world, Instance process, WireCall call, WireAnswer answer) { }

    /// <summary>What is made of a transaction that is refused inside its answer.</summary>
    public virtual WireAnswer? Refused(WireCall call) => null;

    /// <summary>What is made of a request whose answer does not come.</summary>
    public virtual WireAnswer? Lost(WireCall call) => null;

    /// <summary>The end of the process is passed on to a commit that is on its way.</summary>
    public virtual bool PassesCancellation => false;
}
