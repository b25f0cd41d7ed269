using System.Collections.Frozen;
using System.Collections.Immutable;

namespace ServerlessAssist.Shared.Messaging.Understanding;

/// <summary>What emoji and signs mean, in every language.</summary>
internal static class Signs
{
    private static readonly FrozenDictionary<string, ImmutableArray<string>> Table = Rows(
        (Meaning.Yes, "👍 👌 ✅ ✔ ☑ 🆗 +"),
        (Meaning.No, "👎 ❌ ✖ 🚫 ⛔ 🙅"),
        (Meaning.Question, "? ؟ ❓ ❔"),
        (Meaning.Hedge, "🤷 🤔"),
        (Meaning.Filler, "🙂 😊 😀 😃 😄 😁 😉 😅 🙏 🌹 🌸 💐 😘 🙋 🙌 👏 💪 ☺ ❤ ♥ 🤝 🚗 🚕 🚙 🚶 🏃 ‼ ❗ ♀ ♂ ™ ® ©"));

    /// <returns>Null: none, or one that says nothing certain.</returns>
    public static ImmutableArray<string>? Of(string plain) => Table.TryGetValue(plain, out var meanings) ? meanings : null;

    private static FrozenDictionary<string, ImmutableArray<string>> Rows(params ReadOnlySpan<(string Meaning, string Signs)> rows)
    {
        var table = new Dictionary<string, ImmutableArray<string>>(StringComparer.Ordinal);
        foreach (var (meaning, signs) in rows)
            foreach (var sign in signs.Split(' ')) table.Add(sign, [meaning]);
        return table.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
