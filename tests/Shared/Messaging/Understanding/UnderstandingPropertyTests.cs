using System.Collections.Immutable;
using CsCheck;
using ServerlessAssist.Functions.Alerts;
using ServerlessAssist.Functions.Referrals.Intake;
using ServerlessAssist.Functions.Referrals.Providers;
using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Shared.Messaging.Understanding;
using ServerlessAssist.Simulation;
using static ServerlessAssist.Tests.Functions.Referrals.Intake.GivenIntake;
using Answer = ServerlessAssist.Shared.Messaging.Understanding.Answer;

namespace ServerlessAssist.Tests.Shared.Messaging.Understanding;

/// <summary>What holds for every text, in every language: built from the words of the language files, fillers, slips and signs.</summary>
public sealed class UnderstandingPropertyTests
{
    private const int Cases = 10_000;

    private static readonly MessageReader Messages = MessageReader.Of(IntakeVocabulary.Labels);
    private static readonly ImmutableArray<LanguageFile> Files = [.. LanguageFile.All.Values];
    private static readonly Gen<LanguageFile> Language = Gen.Int[0, Files.Length - 1].Select(at => Files[at]);

    private static readonly Gen<string> Unknown =
        Gen.Select(Gen.Char["bdgklmnprst"], Gen.Char["aeiou"], (consonant, vowel) => $"{consonant}{vowel}").Array[3, 5].Select(parts => "qu" + string.Concat(parts));

    /// <summary>Shapes in which phones write down that somebody has pressed a heart or a thumb on a message.</summary>
    private static readonly string[] Reactions =
    [
        "Liked “{0}”", "Loved \"{0}\"", "👍 to “{0}”", "Laughed at “{0}", "Pëlqeu “{0}”", "Понравилось «{0}»", "„{0}“ beğendi", "ok \"{0}\" 👍", "> {0}\n👍",
        "Yes “{0}”", "agree '{0}'", "Preuzimam „{0}“", "send \"{0}\"",
    ];

    [Fact]
    public void A_text_with_a_negation_never_agrees_takes_or_sends() =>
        Gen.Select(Language, Gen.Int[0, 10_000].Array[8], Gen.Bool, Gen.Int[0, 400]).Sample(
            (file, picks, isConsent, slip) =>
            {
                var positive = Pick(file.Words[isConsent ? "consent" : "take"], picks[0]);
                var negation = Pick(file.Words["negation"], picks[1]);
                var words = new List<string> { positive };
                for (var at = 0; at < picks[2] % 3; at++) words.Insert(picks[3 + at] % (words.Count + 1), Pick(file.Words["filler"], picks[5 + at]));
                words.Insert(picks[7] % (words.Count + 1), negation);
                var text = WithSlip(string.Join(' ', words), negation, slip);
                var said = $"{file.Tag}: {text}";
                if (isConsent)
                {
                    Assert.False(Read($"Morina {text}", file.Tag, isBeginning: true).Consent == Answer.Yes, said);
                    Assert.False(Read(text, file.Tag).Agreement == Answer.Yes, said);
                }
                else
                {
                    Assert.False(Alert($"{text} A7F3K-4821", file.Tag) == AlertAnswer.Take, said);
                }
                Assert.False(Read($"{negation} {Pick(file.Words["wish.send"], picks[4])}", file.Tag).Wish == IntakeButton.Send, said);
            },
            iter: Cases);

    [Fact]
    public void A_quotation_of_our_own_message_never_does_anything()
    {
        var phrases = Files.SelectMany(file => file.Phrases.Where(one => one.Value.Split(' ').Length > 4).Select(one => (file.Tag, one.Value))).ToImmutableArray();
        Gen.Select(Gen.Int[0, phrases.Length - 1], Gen.Int[0, Reactions.Length - 1]).Sample(
            (at, shape) =>
            {
                var (tag, phrase) = phrases[at];
                var ours = phrase.Replace("{code}", "A7F3K-4821", StringComparison.Ordinal).Replace("{reference}", "RA-7F3K-9", StringComparison.Ordinal).ReplaceLineEndings(" ");
                var text = string.Format(System.Globalization.CultureInfo.InvariantCulture, Reactions[shape], ours.Replace("'", "", StringComparison.Ordinal));
                Assert.Null(AlertCode.Find(SaidText.Of(text).Text, ReferralCodes.Kinds));
                var parsed = Read(text, tag);
                Assert.True(parsed.Wish is null && parsed.Agreement is Answer.None or Answer.Unclear && parsed.Consent is Answer.None or Answer.Unclear, text);
                var reading = Messages.Read(text, new Language(tag));
                Assert.False(reading.IsOnly(Meaning.Stop, Meaning.Cancel, Meaning.Start), text);
                Assert.Null(PlacesReading.Of(reading).Free);
            },
            iter: Cases);
    }

    [Fact]
    public void A_word_more_that_is_not_known_never_turns_asking_into_doing() =>
        Gen.Select(Language, Gen.Int[0, 100_000].Array[7], Unknown).Sample(
            (file, picks, unknown) =>
            {
                var kinds = file.Words.Values.ToImmutableArray();
                var words = Enumerable.Range(0, 1 + (picks[0] % 4)).Select(at => Pick(kinds[picks[at + 1] % kinds.Length], picks[at + 2])).ToList();
                var before = string.Join(' ', words);
                words.Insert(picks[6] % (words.Count + 1), unknown);
                var after = string.Join(' ', words);
                var said = $"{file.Tag}: {before} -> {after}";
                if (Alert($"{before} A7F3K-4821", file.Tag) == AlertAnswer.Unclear) Assert.True(Alert($"{after} A7F3K-4821", file.Tag) == AlertAnswer.Unclear, said);
                var (asked, then) = (Read(before, file.Tag), Read(after, file.Tag));
                if (asked.Agreement is Answer.Unclear) Assert.True(then.Agreement is Answer.Unclear or Answer.None, said);
                if (asked.Wish is null) Assert.True(then.Wish is null, said);
                if (PlacesReading.Of(Messages.Read(before, new Language(file.Tag))).Free is null) Assert.True(PlacesReading.Of(Messages.Read(after, new Language(file.Tag))).Free is null, said);
            },
            iter: Cases);

    [Fact]
    public void A_text_in_the_other_script_is_read_the_same()
    {
        var cyrillic = Files.Where(file => file.IsCyrillic).ToImmutableArray();
        Gen.Select(Gen.Int[0, cyrillic.Length - 1], Gen.Int[0, 100_000].Array[5]).Sample(
            (at, picks) =>
            {
                var file = cyrillic[at];
                string[] kinds = ["take", "pass", "cannot", "negation", "filler", "hedge", "consent", "noconsent", "yes", "no"];
                var text = string.Join(' ', Enumerable.Range(0, 1 + (picks[0] % 4)).Select(of => Pick(file.Words[kinds[picks[of + 1] % kinds.Length]], picks[of + 1])));
                var latin = Latin(text, file.Tag);
                Assert.True(Alert($"{text} A7F3K-4821", file.Tag) == Alert($"{latin} A7F3K-4821", file.Tag), $"{file.Tag}: {text} / {latin}");
                Assert.True(Read(text, file.Tag).Agreement == Read(latin, file.Tag).Agreement, $"{file.Tag}: {text} / {latin}");
            },
            iter: Cases);
    }

    private static AlertAnswer Alert(string text, string tag)
    {
        var said = SaidText.Of(text);
        return AlertCode.FindIn(said.Text, ReferralCodes.Kinds) is { } found
            ? AlertAnswers.Of(Messages.Read(said with { Text = found.Rest }, new Language(tag))) : AlertAnswer.Unclear;
    }

    private static string Pick(ImmutableArray<string> all, int at) => all[at % all.Length];

    /// <summary>A letter is lost in a word that is not the negation: in one of four texts.</summary>
    private static string WithSlip(string text, string negation, int slip)
    {
        if (slip >= 100) return text;
        var words = text.Split(' ');
        var at = slip % words.Length;
        if (words[at].Length < 6 || negation.Split(' ').Contains(words[at])) return text;
        words[at] = words[at].Remove(1 + (slip % (words[at].Length - 1)), 1);
        return string.Join(' ', words);
    }

    /// <summary>As it is typed without a Cyrillic keyboard.</summary>
    private static string Latin(string text, string tag)
    {
        var letters = tag is "sr" or "mk"
            ? "а a б b в v г g д d ђ đ ѓ gj е e ж ž з z ѕ dz и i ј j к k л l љ lj м m н n њ nj о o п p р r с s т t ћ ć ќ kj у u ф f х h ц c ч č џ dž ш š ѐ e ѝ i"
            : "а a б b в v г g ґ g д d е e ё e є ye ж zh з z и i і i ї yi й y к k л l м m н n о o п p р r с s т t у u ф f х kh ц ts ч ch ш sh щ " +
              (tag == "bg" ? "sht" : "shch") + " ъ a ы y ь  э e ю yu я ya";
        var parts = letters.Split(' ');
        var table = Enumerable.Range(0, parts.Length / 2).ToDictionary(at => parts[2 * at][0], at => parts[(2 * at) + 1]);
        return string.Concat(text.Select(letter => table.TryGetValue(letter, out var latin) ? latin : letter.ToString()));
    }
}
