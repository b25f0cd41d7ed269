using ServerlessAssist.Shared.Messaging;

namespace ServerlessAssist.Functions.Alerts;

/// <summary>A kind of stream that alerts, by the letter in front of its codes. Stated by the module that alerts; codes are stored and on paper, so it stays.</summary>
public readonly record struct AlertKind
{
    /// <param name="letter">A letter of <see cref="CodeAlphabet"/>, not a digit; no other kind has the same.</param>
    /// <exception cref="ArgumentException">It is none.</exception>
    public AlertKind(char letter) => Letter = char.IsAsciiLetter(letter) && CodeAlphabet.Characters.Contains(letter, StringComparison.Ordinal)
        ? letter
        : throw new ArgumentException($"'{letter}' is no letter of a code.", nameof(letter));

    public char Letter { get; }

    public override string ToString() => $"{Letter}";
}

/// <summary>The kinds of stream that alert, as their modules have registered them: any other letter in front makes no code.</summary>
/// <exception cref="ArgumentException">Two kinds have the same letter.</exception>
public sealed class AlertKinds(IEnumerable<AlertKind> kinds)
{
    private readonly Dictionary<char, AlertKind> _byLetter = kinds.ToDictionary(kind => kind.Letter);

    public AlertKind? OfLetter(char letter) => _byLetter.TryGetValue(letter, out var kind) ? kind : null;
}
