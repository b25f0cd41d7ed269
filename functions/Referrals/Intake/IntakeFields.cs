using System.Collections.Immutable;
using ServerlessAssist.Shared.Messaging.Understanding;

namespace ServerlessAssist.Functions.Referrals.Intake;

/// <summary>The fields that a text fills. A word that is negated fills none, and of two different ones for one field neither counts.</summary>
internal sealed class IntakeFields
{
    private const int Adulthood = 18, OldestAge = 120;

    private readonly Reading _reading;
    private readonly List<string> _said = [];
    private readonly List<IntakeScope> _places = [];

    public IntakeFields(Reading reading, IntakePlaces places)
    {
        _reading = reading;
        var isKnown = reading.Tokens.All(token => token.IsKnown);
        for (var at = 0; at < reading.Tokens.Length; at++)
        {
            var token = reading.Tokens[at];
            if (places.Of(token) is { } place) _places.Add(place);
            // "Now" in a sentence is not how soon help is needed.
            else if (!IsNegated(at) && (isKnown || !token.Is(Meaning.Now))) _said.AddRange(token.Meanings);
            if (AgeAt(at) is { } age) _said.Add(IntakeVocabulary.Age + age);
        }
    }

    public IntakeScope? Place => IntakePlaces.Only(_places);

    public Urgency? Urgency => One(IntakeVocabulary.Urgency) is { } word ? IntakeQuestions.UrgencyOf(word) : null;

    public AgeGroup? Age => One(IntakeVocabulary.Age) is { } word ? IntakeQuestions.AgeOf(word) : null;

    public string? Sex => One(IntakeVocabulary.Sex);

    public ImmutableArray<string> Languages => All(IntakeVocabulary.Language);

    public ImmutableArray<string> Needs => All(IntakeVocabulary.Need);

    public bool SaysNothing => _places.Count == 0 && !_said.Exists(meaning => meaning.Contains('.', StringComparison.Ordinal));

    /// <summary>"16 years": a number of years is an age.</summary>
    private string? AgeAt(int at)
    {
        if (_reading.NumberOf(_reading.Tokens[at]) is not { } years || years > OldestAge) return null;
        if (at + 1 == _reading.Tokens.Length || !_reading.Tokens[at + 1].Is("unit.year")) return null;
        return years < Adulthood ? "child" : "adult";
    }

    /// <summary>By a negation before it, or one behind it that belongs to nothing else ("acil değil").</summary>
    private bool IsNegated(int at)
    {
        var tokens = _reading.Tokens;
        var before = at - 1;
        while (before >= 0 && tokens[before].Is(Meaning.Filler) && !tokens[before].Is(Meaning.Negation)) before--;
        if (before >= 0 && tokens[before].Is(Meaning.Negation) && IsSameClause(before, at)) return true;
        var after = at + 1;
        if (after >= tokens.Length || !tokens[after].Is(Meaning.Negation) || !IsSameClause(at, after)) return false;
        return after + 1 == tokens.Length || !IsSameClause(after, after + 1);
    }

    private bool IsSameClause(int one, int other) =>
        _reading.Words[_reading.Tokens[one].First].Clause == _reading.Words[_reading.Tokens[other].First].Clause;

    private ImmutableArray<string> All(string kind) =>
        [.. _said.Where(meaning => meaning.StartsWith(kind, StringComparison.Ordinal)).Select(meaning => meaning[kind.Length..]).Distinct()];

    private string? One(string kind) => All(kind) is [var only] ? only : null;
}
