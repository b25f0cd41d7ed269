using ServerlessAssist.Functions.People;
using ServerlessAssist.Functions.People.Conversation;
using ServerlessAssist.Shared.Messaging;

namespace ServerlessAssist.Tests.Functions.People.Conversation;

public sealed class InviteTextTests
{
    private static readonly Language[] Languages = [Language.English, Language.Albanian];

    [Theory]
    [InlineData("regional-coordinator north mission sq North 9")]
    [InlineData("sq North 9 mission north regional-coordinator")]
    [InlineData("North regional-coordinator sq 9 north mission")]
    public void Words_are_understood_in_any_order_and_the_rest_is_the_posts_name(string text)
    {
        var (staff, missing) = Read(text);
        Assert.Empty(missing);
        Assert.Equal((Role.RegionalCoordinator, "mission", "sq", "North 9"), (staff!.Role, staff.Organisation, staff.Language.Tag, staff.CallName));
        Assert.Equal(["north"], staff.Regions);
        Assert.Matches("^north-9-[0-9a-f]{6}$", staff.Id.Value);
        Assert.Empty(staff.Ways);
    }

    [Theory]
    [InlineData("", 4)]
    [InlineData("regional-coordinator", 4)]
    [InlineData("regional-coordinator nowhere mission sq North", 1)]
    [InlineData("translator mission sq Voice 1", 0)]
    [InlineData("translator mission sq", 1)]
    [InlineData("translator mission sq A name of many letters", 1)]
    [InlineData("translator mission sq +355690000012", 1)]
    [InlineData("king mission sq North", 1)]
    public void What_is_missing_is_named_and_what_there_is_to_choose_from(string text, int missing) => Assert.Equal(missing, Read(text).Missing.Length);

    [Theory]
    [InlineData("Qendra e Ç 1")]
    [InlineData("Ќирил 7")]
    [InlineData("!!! a")]
    public void Any_name_makes_an_id_that_files_can_hold(string name) => Assert.Matches("^[a-z0-9-]+-[0-9a-f]{6}$", InviteText.IdOf(name, "x").Value);

    private static (Staff? Staff, System.Collections.Immutable.ImmutableArray<Wording> Missing) Read(string text) =>
        InviteText.Read(House.Full, Languages, text.Split(' ', StringSplitOptions.RemoveEmptyEntries), "telegram:1:2");
}
