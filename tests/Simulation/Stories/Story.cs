using Microsoft.Extensions.DependencyInjection;
using ServerlessAssist.Shared.Limits;

namespace ServerlessAssist.Simulation.Stories;

/// <summary>People and what they do; what fails is somebody else's matter.</summary>
public abstract class Story
{
    public string Name => Invariants.Plain(GetType().Name);

    public virtual int Processes => 1;

    /// <summary>Null: the house's own.</summary>
    public virtual LimitSettings? Limits => null;

    /// <summary>Services that each process has beside the product's; null: none.</summary>
    public virtual Action<IServiceCollection>? Change => null;

    /// <summary>For how long things may go wrong.</summary>
    public virtual TimeSpan Troubles => TimeSpan.FromHours(3);

    /// <summary>By when all must be done once the troubles are over: every level of the ladder has its time.</summary>
    public virtual TimeSpan Settles => TimeSpan.FromHours(6);

    /// <summary>More than this is no work but a circle. A schedule takes some thousands.</summary>
    public virtual long MostSteps => 150_000;

    /// <summary>Before anything goes wrong.</summary>
    public virtual Task Prepare(Programme programme) => programme.Load();

    public abstract Task Play(Programme programme);

    /// <summary>What this story promises when all is over, beside the invariants.</summary>
    public virtual IEnumerable<string> Promises(Programme programme) => [];

    protected static TimeSpan Minutes(double minutes) => TimeSpan.FromMinutes(minutes);
}
