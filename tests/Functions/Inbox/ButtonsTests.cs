using System.Text;
using ServerlessAssist.Bots.Telegram;
using ServerlessAssist.Functions.Alerts;
using ServerlessAssist.Functions.Cases;
using ServerlessAssist.Functions.Inbox;
using ServerlessAssist.Functions.People.Configuration;
using ServerlessAssist.Functions.People.Conversation;
using ServerlessAssist.Functions.Referrals;
using ServerlessAssist.Functions.Referrals.Conversation;
using ServerlessAssist.Functions.Referrals.Intake;
using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Simulation;
using ServerlessAssist.Tests.Bots.Telegram;

namespace ServerlessAssist.Tests.Functions.Inbox;

/// <summary>The data of all buttons together.</summary>
public sealed class ButtonsTests
{
    private const string Reference = "RA-7F3K-9", Short = "01234567", Id = "0123456789ab";
    private static readonly string[] Prefixes = [AlertButtons.Prefix, ReferralButtons.Prefix, IntakeButton.Prefix, CaseButtons.Prefix, StaffButtons.Prefix, ChatButtons.Prefix];

    [Fact]
    public void The_longest_of_each_prefix_fits_with_its_seal_and_is_read_back()
    {
        var all = Longest().ToList();
        Assert.All(all, data => Assert.InRange(Encoding.UTF8.GetByteCount(new ButtonSeal(TelegramFixture.Index("1")).Seal(9_999_999_999, data)), 1, ButtonSeal.MaxBytes));
        Assert.All(all, data => Assert.Equal(data, ButtonPress.Parse(data) is { } press ? ButtonPress.Data(press.Prefix, press.Verb, [.. press.Args]) : ""));
        Assert.Equal(Prefixes.Order(StringComparer.Ordinal), all.Select(data => ButtonPress.Parse(data)!.Prefix).Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void No_two_modules_have_the_same_prefix() => Assert.Equal(Prefixes.Length, Prefixes.Distinct().Count());

    [Fact]
    public void A_code_is_taken_from_a_button_under_an_alert_and_from_no_other()
    {
        Assert.Equal("4821", AlertButtons.CodeOf(ButtonPress.Parse("alert pass A7F3K-4821")!, ReferralCodes.Kinds)?.Digits);
        foreach (var other in (string[])["alert show A7F3K-4821", "alert take A7F3K-4821 x", "alert take 7F3K-4821", "ref take A7F3K-4821"])
            Assert.Null(AlertButtons.CodeOf(ButtonPress.Parse(other)!, ReferralCodes.Kinds));
    }

    private static IEnumerable<string> Longest() =>
    [
        .. new[] { AlertButtons.Take, AlertButtons.Pass }.Select(verb => AlertButtons.For(verb, "A7F3K-4821")),
        .. new[] { ReferralButtons.Show, ReferralButtons.Say, ReferralButtons.Assign, ReferralButtons.Keep, ReferralButtons.Reintegrate, ReferralButtons.HandOver }.Select(verb => ReferralButtons.About(Reference, verb)),
        .. new[] { ReferralButtons.Merge, ReferralButtons.Unmerge, ReferralButtons.NotDuplicate }.Select(verb => ReferralButtons.About(Reference, verb, "0A00")),
        .. PeopleFile.Needs.SelectMany(need => new[] { ReferralButtons.About(Reference, ReferralButtons.Ask, need, Short), ReferralButtons.About(Reference, ReferralButtons.AddNeed, need) }),
        .. CloseReasons.All.Select(why => ReferralButtons.About(Reference, ReferralButtons.Close, why)),
        .. DeclineReasons.All.Select(why => ReferralButtons.About(Reference, ReferralButtons.Reason, why)),
        .. ShareBases.All.Select(basis => ReferralButtons.About(Reference, ReferralButtons.HandOver, Short, basis)),
        ReferralButtons.About(Reference, ReferralButtons.RemoveNote, "1000000"), ReferralButtons.Page(ReferralButtons.Mine, 9_999), ReferralButtons.Page(ReferralButtons.Open, 9_999),
        .. PeopleFile.Needs.Append(IntakeButton.Without).Select(value => new IntakeButton(int.MaxValue, int.MaxValue, IntakeQuestion.Needs, value).ToString()),
        .. ConsentPurposes.All.SelectMany(purpose => new[] { CaseButtons.About(Reference, CaseButtons.Agree, purpose), CaseButtons.About(Reference, CaseButtons.Revoke, purpose) }),
        CaseButtons.About(Reference, CaseButtons.Show),
        .. new[] { StaffButtons.Approve, StaffButtons.TurnDown, StaffButtons.AgreeToSwap, StaffButtons.KeepDuty }.Select(verb => StaffButtons.For(verb, Id)),
        StaffButtons.For(StaffButtons.First, "telegram"), StaffButtons.For(StaffButtons.AddChannel), StaffButtons.For(StaffButtons.TakeDuty, "999", "20261231"),
        .. new Phrases().Languages.Select(ChatButtons.For),
    ];
}
