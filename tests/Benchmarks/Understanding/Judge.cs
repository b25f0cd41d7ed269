using System.Collections.Immutable;
using System.Globalization;
using ServerlessAssist.Functions.Alerts;
using ServerlessAssist.Functions.Referrals;
using ServerlessAssist.Functions.Referrals.Intake;
using ServerlessAssist.Functions.Referrals.Providers;
using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Shared.Messaging.Understanding;

namespace ServerlessAssist.Benchmarks.Understanding;

public enum Verdict { Understood, Asked, WrongButActed }

/// <summary>Reads labelled texts as the product does, and compares.</summary>
public sealed class Judge
{
    private const string Code = "A7F3K-4821";
    private static readonly DateOnly Monday = new(2026, 3, 2);
    private static readonly AlertKinds Kinds = new([AlertMessagesKind]);

    private static readonly ImmutableArray<IntakeScope> Places =
        [new("al-north", "Morina", ImmutableSortedDictionary<string, string>.Empty.Add("en", "North"), ["AN"], IsAll: false)];

    private readonly MessageReader _reader = MessageReader.Of(IntakeVocabulary.Labels);
    private readonly IntakeReader _intake;

    public Judge() => _intake = new IntakeReader(_reader);

    private static AlertKind AlertMessagesKind => ServerlessAssist.Functions.Referrals.Messages.AlertMessages.Kind;

    public Verdict Of(LabelledText text)
    {
        var did = Outcome(text);
        if (text.IsOpen) return did is null ? Verdict.Understood : Verdict.WrongButActed;
        return did is null ? Verdict.Asked : did == text.Label ? Verdict.Understood : Verdict.WrongButActed;
    }

    /// <returns>What the product does, named as the labels are; null: it asks, or does nothing.</returns>
    public string? Outcome(LabelledText text)
    {
        var language = new Language(text.Language);
        return text.Kind switch
        {
            "consent-ref" => Consent(_intake.Read($"{Beginning(text.Language)} {text.Text}", language, Places, isBeginning: true).Consent),
            "consent-answer" => Consent(_intake.Read(text.Text, language, Places).Agreement),
            "alert" => Alert(text.Text, language),
            "places" => PlacesReading.Of(_reader.Read(text.Text, language)).Free?.ToString(CultureInfo.InvariantCulture),
            "draft" => _intake.Read(text.Text, language, Places).Wish switch { IntakeButton.Send => "send", IntakeButton.Discard => "discard", _ => null },
            "stop" => _reader.Read(text.Text, language).IsOnly(Meaning.Stop, Meaning.Cancel) ? "stop" : null,
            "away" => Away(text.Text, language),
            "quiet" => HoursReader.Find(_reader.Read(text.Text, language)) is { } hours
                ? string.Create(CultureInfo.InvariantCulture, $"{hours.From:HH:mm}-{hours.Until:HH:mm}") : null,
            _ => throw new ArgumentException($"There is no kind {text.Kind}.", nameof(text)),
        };
    }

    private static string Beginning(string tag)
    {
        var phrases = LanguageFile.All[tag].Phrases;
        return string.Join(' ', ((string[])["age", "sex", "urgency", "needs"]).Select(field => phrases[$"intake.example.{field}"]).Prepend("Morina"));
    }

    private static string? Consent(Answer answer) => answer switch { Answer.Yes => "yes", Answer.No => "no", _ => null };

    private string? Alert(string text, Language language)
    {
        var said = SaidText.Of(text.Replace("{code}", Code, StringComparison.Ordinal));
        if (AlertCode.FindIn(said.Text, Kinds) is not { } found) return null;
        return AlertAnswers.Of(_reader.Read(said with { Text = found.Rest }, language)) switch
        {
            AlertAnswer.Take => "take", AlertAnswer.Pass => "pass", _ => null,
        };
    }

    private string? Away(string text, Language language)
    {
        var found = DayReader.Find(_reader.Read(text, language), language, Monday, Monday.AddDays(1));
        return found.Day is { } day && day > Monday && found.IsWith() ? day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : null;
    }
}
