using System.Runtime.CompilerServices;

namespace ServerlessAssist.Simulation.World;

/// <summary>A sentence about a step, put together only where steps are told: most runs tell none, and each has thousands.</summary>
[InterpolatedStringHandler]
internal ref struct Telling
{
    private DefaultInterpolatedStringHandler _words;

    public Telling(int literalLength, int formattedCount, World world, out bool isTold)
    {
        isTold = world.IsTold;
        if (isTold) _words = new DefaultInterpolatedStringHandler(literalLength, formattedCount);
    }

    public void AppendLiteral(string text) => _words.AppendLiteral(text);

    public void AppendFormatted<T>(T value) => _words.AppendFormatted(value);

    public string Words() => _words.ToStringAndClear();
}
