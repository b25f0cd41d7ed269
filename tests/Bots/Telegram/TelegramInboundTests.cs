using ServerlessAssist.Bots;
using ServerlessAssist.Shared.Messaging;
using static ServerlessAssist.Tests.Bots.Telegram.TelegramFixture;

namespace ServerlessAssist.Tests.Bots.Telegram;

public sealed class TelegramInboundTests
{
    [Theory]
    [InlineData("""
        "text":"A7F3K-4821"
        """, "A7F3K-4821")]
    [InlineData("""
        "text":"/start kJ8s_Invite-0000000000","entities":[{"type":"bot_command","offset":0,"length":6}]
        """, "/start kJ8s_Invite-0000000000")]
    [InlineData("""
        "text":"\u202Ee\u0308\u0000\nx"
        """, "\u00EB\nx")]
    [InlineData("""
        "text":"as is","forward_origin":{"type":"user","date":1,"sender_user":{"id":1,"is_bot":true,"first_name":"B"}},"a_field_of_next_year":{"x":[1,2]}
        """, "as is")]
    [InlineData("""
        "photo":[{"file_id":"a","file_unique_id":"b","width":1,"height":1}],"caption":"help"
        """, "help")]
    [InlineData("""
        "document":{"file_id":"a","file_unique_id":"b"}
        """, "")]
    [InlineData("""
        "location":{"latitude":1.5,"longitude":2.5}
        """, "")]
    public async Task What_a_person_says_is_read(string content, string text)
    {
        var received = await new TelegramFixture().Read(Said(content));

        Assert.Equal(new Received.Message(new InboundMessage("telegram:7:11", Phone, text, null, null, Now) { SourceId = "11" }), received);
    }

    [Theory]
    [InlineData("an edited caption", """{"update_id":7,"edited_message":{"message_id":11,"date":1,"chat":{"id":5000001,"type":"private"},"from":{"id":5000001,"is_bot":false},"photo":[],"caption":"x"}}""")]
    [InlineData("a channel's post", """{"update_id":7,"channel_post":{"message_id":11,"date":1,"chat":{"id":-1005,"type":"channel"},"text":"x"}}""")]
    [InlineData("a group", """{"update_id":7,"message":{"message_id":11,"date":1,"chat":{"id":-5,"type":"group"},"from":{"id":5000001,"is_bot":false},"text":"x"}}""")]
    [InlineData("a supergroup", """{"update_id":7,"message":{"message_id":11,"date":1,"chat":{"id":-1005,"type":"supergroup"},"from":{"id":5000001,"is_bot":false},"text":"x"}}""")]
    [InlineData("a bot", """{"update_id":7,"message":{"message_id":11,"date":1,"chat":{"id":5000001,"type":"private"},"from":{"id":5000001,"is_bot":true},"text":"x"}}""")]
    [InlineData("somebody else in a chat", """{"update_id":7,"message":{"message_id":11,"date":1,"chat":{"id":5000001,"type":"private"},"from":{"id":5000002,"is_bot":false},"text":"x"}}""")]
    [InlineData("nobody", """{"update_id":7,"message":{"message_id":11,"date":1,"chat":{"id":5000001,"type":"private"},"text":"x"}}""")]
    [InlineData("Telegram itself", """{"update_id":7,"message":{"message_id":11,"date":1,"chat":{"id":5000001,"type":"private"},"from":{"id":5000001,"is_bot":false},"pinned_message":{"message_id":3}}}""")]
    [InlineData("a kind of next year", """{"update_id":7,"telepathy":{"message_id":11}}""")]
    [InlineData("sixteen levels deep", """{"update_id":7,"x":[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]}""")]
    [InlineData("a button under an inline message", """{"update_id":7,"callback_query":{"id":"1","from":{"id":5000001,"is_bot":false},"inline_message_id":"x","chat_instance":"1","data":"x"}}""")]
    [InlineData("a game", """{"update_id":7,"callback_query":{"id":"1","from":{"id":5000001,"is_bot":false},"message":{"message_id":1,"date":1,"chat":{"id":5000001,"type":"private"}},"chat_instance":"1","game_short_name":"x"}}""")]
    public async Task What_no_person_said_to_us_is_nothing(string what, string body) =>
        Assert.True(await new TelegramFixture().Read(body) is Received.Nothing, what);

    [Fact]
    public async Task An_edited_text_is_an_edit_of_the_same_message()
    {
        var received = await new TelegramFixture().Read("""{"update_id":8,"edited_message":{"message_id":11,"date":1,"edit_date":2,"chat":{"id":5000001,"type":"private"},"from":{"id":5000001,"is_bot":false},"text":"places 2"}}""");
        Assert.Equal(new Received.Message(new InboundMessage("telegram:8:11", Phone, "places 2", null, null, Now) { SourceId = "11", IsEdit = true }), received);
    }

    [Fact]
    public async Task A_press_that_is_delivered_again_under_another_update_is_the_same()
    {
        var telegram = new TelegramFixture();
        var press = Pressed(telegram.Seal.Seal(Chat, "take:RA-7F3K-9"));
        var again = await telegram.Read(press.Replace("\"update_id\":8", "\"update_id\":4000", StringComparison.Ordinal));
        Assert.NotEqual(press, press.Replace("\"update_id\":8", "\"update_id\":4000", StringComparison.Ordinal));
        Assert.Equal(await telegram.Read(press), again);
    }

    [Fact]
    public async Task A_pressed_button_gives_its_choice_and_the_message_that_it_hung_on()
    {
        var telegram = new TelegramFixture();

        var received = await telegram.Read(Pressed(telegram.Seal.Seal(Chat, "take:RA-7F3K-9")));

        Assert.Equal(new Received.Message(new InboundMessage("telegram:press:4382bfdwdsb323b2d9", Phone, "", "take:RA-7F3K-9", "99", Now)), received);
    }

    [Fact]
    public async Task A_message_that_cannot_be_edited_any_more_is_not_named()
    {
        var telegram = new TelegramFixture();

        var received = Assert.IsType<Received.Message>(await telegram.Read(Pressed(telegram.Seal.Seal(Chat, "take"), date: 0)));

        Assert.Equal(("take", null), (received.What.Choice, received.What.Pressed));
    }

    [Fact]
    public async Task A_button_of_another_chat_or_made_up_or_pressed_by_another_is_nothing()
    {
        var telegram = new TelegramFixture();
        var mine = telegram.Seal.Seal(Chat, "take");

        foreach (var body in new[]
        {
            Pressed(telegram.Seal.Seal(Chat + 1, "take")), Pressed("take"), Pressed("take~"), Pressed("take~0000000000000000"), Pressed("~" + mine), Pressed("pass" + mine[4..]),
            Pressed(mine, from: """{"id":5000002,"is_bot":false}"""),
            Pressed(mine, from: """{"id":5000001,"is_bot":true}"""),
            Pressed(mine, chat: """{"id":-5,"type":"group"}"""),
            Pressed(mine, id: ""), Pressed(mine, id: new string('1', 65)), Pressed(mine, id: "a/b"),
        })
            Assert.True(await telegram.Read(body) is Received.Nothing, body);
    }
}
