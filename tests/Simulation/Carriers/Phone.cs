using ServerlessAssist.Shared.Messaging;

namespace ServerlessAssist.Simulation.Carriers;

public sealed record Button(string Label, string Data);

/// <summary>Something on a screen.</summary>
/// <param name="Ticket">Which message of which stream it is; null: an answer to what was just written.</param>
public sealed record Shown(string Id, DateTimeOffset At, string Text, IReadOnlyList<Button> Buttons, string? Ticket, bool IsEdit)
{
    /// <summary>What that message is for; null: an answer.</summary>
    public MessagePurpose? Purpose { get; init; }
}

/// <summary>One phone, and whoever looks at it.</summary>
public sealed class Phone(World.World world, Address address)
{
    private readonly List<Shown> _all = [];

    public Address Address => address;

    public IReadOnlyList<Shown> All => _all;

    /// <summary>What its owner does when something arrives.</summary>
    public Action<Shown>? Owner { get; set; }

    internal void Show(string id, string text, IReadOnlyList<Button> buttons, string? ticket, string? edits)
    {
        var shown = new Shown(id, world.Time.Now, text, buttons, ticket, edits is not null) { Purpose = ticket is null ? null : world.Facts.Tried[ticket].Purpose };
        _all.Add(shown);
        world.Facts.Showed(this, shown);
        Owner?.Invoke(shown);
    }
}
