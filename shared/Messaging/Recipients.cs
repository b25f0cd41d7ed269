namespace ServerlessAssist.Shared.Messaging;

/// <summary>All recipient sources, by kind.</summary>
/// <param name="all">Asked at the first message: sources read streams, and streams send messages.</param>
public sealed class Recipients(Func<IEnumerable<IRecipients>> all)
{
    private readonly Lazy<Dictionary<RecipientKind, IRecipients>> _byKind = new(() => all().ToDictionary(one => one.Kind));

    /// <summary>Null: nobody keeps recipients of this kind.</summary>
    public IRecipients? Of(RecipientKind kind) => _byKind.Value.GetValueOrDefault(kind);

    public InDoubt WhenInDoubt(RecipientKind kind) => Of(kind)?.WhenInDoubt ?? InDoubtPolicy.Of(kind);
}
