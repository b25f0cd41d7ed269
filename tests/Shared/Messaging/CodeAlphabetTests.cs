using ServerlessAssist.Shared.Messaging;

namespace ServerlessAssist.Tests.Shared.Messaging;

public sealed class CodeAlphabetTests
{
    /// <summary>What a Cyrillic keyboard has for each letter: by its look, and by its sound.</summary>
    private static readonly (char Letter, string Cyrillic)[] LookAlikes =
        [('A', "Аа"), ('E', "ЕеЁёЄєЭэ"), ('F', "ФфҒғ"), ('H', "НнХх"), ('K', "Кк"), ('M', "Мм"), ('P', "РрПп"), ('T', "Тт"), ('Y', "Уу"), ('0', "Оо"), ('1', "ІіӀӏ"), ('3', "Зз"), ('4', "Чч"), ('5', "Ѕѕ"), ('6', "Бб"), ('8', "Вв")];

    [Fact]
    public void Every_character_survives_lower_case_full_width_and_both_together()
    {
        Assert.Equal((19, 19), (CodeAlphabet.Characters.Length, CodeAlphabet.Characters.Distinct().Count()));
        foreach (var character in CodeAlphabet.Characters)
        {
            var lower = char.ToLowerInvariant(character);
            foreach (var typed in (char[])[character, lower, (char)(character + 0xFEE0), (char)(lower + 0xFEE0)]) Assert.Equal(character, CodeAlphabet.Read(typed));
        }
    }

    [Fact]
    public void Every_character_survives_a_Cyrillic_keyboard()
    {
        foreach (var (letter, cyrillic) in LookAlikes)
            foreach (var typed in cyrillic) Assert.Equal(letter, CodeAlphabet.Read(typed));
        foreach (var letter in CodeAlphabet.Characters.Where(char.IsAsciiLetter)) Assert.Contains(LookAlikes, one => one.Letter == letter);
    }

    [Theory]
    [InlineData("OoQ", '0')]
    [InlineData("IiLl|ıİ", '1')]
    [InlineData("Zz", '2')]
    [InlineData("Ss", '5')]
    [InlineData("G", '6')]
    [InlineData("Bb", '8')]
    [InlineData("q", '9')]
    [InlineData("NnXxＮ", 'H')]
    [InlineData("Rr", 'P')]
    [InlineData("Uu", 'Y')]
    [InlineData("٧۷७７", '7')]
    public void What_looks_or_sounds_like_a_character_is_read_as_it(string typed, char character)
    {
        foreach (var unit in typed) Assert.Equal(character, CodeAlphabet.Read(unit));
    }

    /// <summary>Over every UTF-16 unit: the table is all that is read, and letters of other alphabets are not.</summary>
    [Fact]
    public void Nothing_else_is_read()
    {
        var read = Enumerable.Range(0, 0x10000).Select(unit => (char)unit).Where(unit => CodeAlphabet.Read(unit) is not null).ToList();
        Assert.All(read, unit => Assert.Contains(CodeAlphabet.Read(unit)!.Value, CodeAlphabet.Characters));
        Assert.Equal("0123456789ABEFGHIKLMNOPQRSTUXYZabefhiklmnopqrstuxyz|", string.Concat(read.Where(char.IsAscii)));
        Assert.Equal("ЁЄЅІАБВЕЗКМНОПРТУФХЧЭ", string.Concat(read.Where(unit => unit is >= '\u0400' and <= '\u042F')));
        foreach (var unit in "DdJjVvWwCcgДдЖжИиЙйЛлСсЦцШшЮюЯяαΑ -.\u00AD\uD800\uDC00\uFFFE\uFFFF") Assert.Null(CodeAlphabet.Read(unit));
    }

    [Fact]
    public void There_are_113_760_bodies()
    {
        var count = 0;
        foreach (var a in CodeAlphabet.Characters)
            foreach (var b in CodeAlphabet.Characters)
                foreach (var c in CodeAlphabet.Characters)
                    foreach (var d in CodeAlphabet.Characters)
                        if (CodeAlphabet.IsBody([a, b, c, d])) count++;
        Assert.Equal(113_760, count);
    }

    /// <summary>Exhaustive: the sum of four characters is linear, so that single values and pairs stand for all.</summary>
    [Fact]
    public void One_wrong_character_and_two_swapped_ones_change_the_check_character()
    {
        foreach (var one in CodeAlphabet.Characters)
            foreach (var other in CodeAlphabet.Characters.Where(other => other != one))
                for (var at = 0; at < CodeAlphabet.BodyLength; at++)
                {
                    Assert.NotEqual(CodeAlphabet.CheckOf(With((at, one))), CodeAlphabet.CheckOf(With((at, other))));
                    for (var to = at + 1; to < CodeAlphabet.BodyLength; to++)
                        Assert.NotEqual(CodeAlphabet.CheckOf(With((at, one), (to, other))), CodeAlphabet.CheckOf(With((at, other), (to, one))));
                }
        Assert.Equal('9', CodeAlphabet.CheckOf("7F3K"));

        static string With(params ReadOnlySpan<(int At, char Unit)> places)
        {
            var body = "0000".ToCharArray();
            foreach (var (at, unit) in places) body[at] = unit;
            return new string(body);
        }
    }

    /// <summary>Exhaustive, over every body: the check character itself swapped with a neighbour.</summary>
    [Fact]
    public void A_check_character_swapped_with_any_other_shows()
    {
        foreach (var digits in Bodies())
        {
            var whole = digits + CodeAlphabet.CheckOf(digits);
            for (var at = 0; at < CodeAlphabet.BodyLength; at++)
            {
                if (whole[at] == whole[^1]) continue;
                var swapped = $"{whole[..at]}{whole[^1]}{whole[(at + 1)..^1]}";
                Assert.True(CodeAlphabet.CheckOf(swapped) != whole[at], whole);
            }
        }
    }

    [Fact]
    public void A_text_is_read_whole_or_not_at_all()
    {
        Assert.Equal("7F3K9", CodeAlphabet.ReadAll(" 7f3к\u2011９."));
        Assert.Null(CodeAlphabet.ReadAll("7F3D"));
        Assert.Equal("", CodeAlphabet.ReadAll("- \uD800."));
    }

    private static IEnumerable<string> Bodies() =>
        from a in CodeAlphabet.Characters from b in CodeAlphabet.Characters from c in CodeAlphabet.Characters from d in CodeAlphabet.Characters select new string([a, b, c, d]);
}
