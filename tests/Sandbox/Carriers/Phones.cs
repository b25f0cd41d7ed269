using ServerlessAssist.Shared.Messaging;

namespace ServerlessAssist.Sandbox.Carriers;

/// <summary>Something that stands on a phone's screen.</summary>
/// <param name="IsMine">Written by the phone's owner.</param>
/// <param name="State">sent, delivered, failed, received.</param>
public sealed record Bubble(
    string Id, bool IsMine, string Text, DateTimeOffset At, string State, int Segments, string Encoding, IReadOnlyList<IReadOnlyList<BubbleButton>> Buttons, bool Edited, string? Toast);

public sealed record BubbleButton(string Label, string Data);

/// <summary>All phones, by channel and address, and what stands on them. The carriers write here; tests and the page read.</summary>
public sealed class Phones
{
    private const int Kept = 200;
    private readonly Lock _lock = new();
    private readonly Dictionary<Address, List<Bubble>> _screens = [];

    /// <summary>Told after every change.</summary>
    public Action<Address, Bubble>? Changed { get; set; }

    public IReadOnlyList<Bubble> On(Address phone)
    {
        lock (_lock) return _screens.TryGetValue(phone, out var screen) ? [.. screen] : [];
    }

    public void Put(Address phone, Bubble bubble)
    {
        lock (_lock)
        {
            if (!_screens.TryGetValue(phone, out var screen)) _screens[phone] = screen = [];
            var at = screen.FindIndex(one => one.Id == bubble.Id);
            if (at >= 0) screen[at] = bubble;
            else screen.Add(bubble);
            if (screen.Count > Kept) screen.RemoveAt(0);
        }
        Changed?.Invoke(phone, bubble);
    }

    /// <summary>Changes a bubble that is there.</summary>
    public bool Change(Address phone, string id, Func<Bubble, Bubble> how)
    {
        var found = On(phone).FirstOrDefault(one => one.Id == id);
        if (found is null) return false;
        Put(phone, how(found));
        return true;
    }

    public void Clear()
    {
        lock (_lock) _screens.Clear();
    }

    public IReadOnlyDictionary<string, IReadOnlyList<Bubble>> Save()
    {
        lock (_lock) return _screens.ToDictionary(one => $"{one.Key.Channel}|{one.Key.Value}", one => (IReadOnlyList<Bubble>)[.. one.Value]);
    }

    public void Load(IReadOnlyDictionary<string, IReadOnlyList<Bubble>> saved)
    {
        foreach (var (key, bubbles) in saved)
            if (key.Split('|') is [var channel, var value])
                lock (_lock) _screens[new Address(Enum.Parse<ChannelKind>(channel), value)] = [.. bubbles];
    }
}
