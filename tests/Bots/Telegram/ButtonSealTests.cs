using System.Text;
using ServerlessAssist.Bots.Telegram;
using static ServerlessAssist.Tests.Bots.Telegram.TelegramFixture;

namespace ServerlessAssist.Tests.Bots.Telegram;

public sealed class ButtonSealTests
{
    private readonly ButtonSeal _seal = new(Index("1"));

    [Theory]
    [InlineData("take")]
    [InlineData("")]
    [InlineData("a~b~0123456789abcdef")]
    [InlineData("0123456789012345678901234567890123456789")]
    public void Data_comes_back_in_its_own_chat_alone(string data)
    {
        var @sealed = _seal.Seal(Chat, data);

        Assert.InRange(Encoding.UTF8.GetByteCount(@sealed), 1, ButtonSeal.MaxBytes);
        Assert.Equal(data, _seal.Unseal(Chat, @sealed));
        Assert.Null(_seal.Unseal(Chat + 1, @sealed));
        Assert.Null(_seal.Unseal(-Chat, @sealed));
    }

    [Fact]
    public void A_single_changed_byte_breaks_the_seal()
    {
        var @sealed = _seal.Seal(Chat, "take:RA-7F3K-9");
        for (var at = 0; at < @sealed.Length; at++)
        {
            foreach (var other in "0aAé~ ")
            {
                if (@sealed[at] == other) continue;
                Assert.Null(_seal.Unseal(Chat, @sealed[..at] + other + @sealed[(at + 1)..]));
            }

            Assert.Null(_seal.Unseal(Chat, @sealed[..at]));
        }

        Assert.Null(_seal.Unseal(Chat, @sealed + "0"));
        Assert.Null(_seal.Unseal(Chat, @sealed.ToUpperInvariant()));
    }

    [Fact]
    public void Chat_and_data_do_not_run_into_each_other() =>
        Assert.Null(_seal.Unseal(1, "2|x" + _seal.Seal(12, "x")[1..]));

    [Fact]
    public void An_old_button_works_while_its_key_is_in_the_settings()
    {
        var old = new ButtonSeal(Index("1")).Seal(Chat, "take");

        Assert.Equal("take", new ButtonSeal(Index("1", "2")).Unseal(Chat, old));
        Assert.Null(new ButtonSeal(Index("2")).Unseal(Chat, old));
        Assert.NotEqual(old, new ButtonSeal(Index("1", "2")).Seal(Chat, "take"));
    }

    [Fact]
    public void Data_that_does_not_fit_is_a_defect_of_the_caller()
    {
        Assert.Equal(64, _seal.Seal(Chat, new string('x', 47)).Length);
        Assert.Throws<ArgumentException>(() => _seal.Seal(Chat, new string('x', 48)));
        Assert.Throws<ArgumentException>(() => _seal.Seal(Chat, new string('ë', 24)));
    }
}
