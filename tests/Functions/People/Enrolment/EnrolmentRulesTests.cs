using ServerlessAssist.Functions.People;
using ServerlessAssist.Functions.People.Enrolment;
using ServerlessAssist.Functions.People.Rules;
using ServerlessAssist.Shared.Messaging;
using static ServerlessAssist.Tests.Functions.People.House;
using Nothing = ServerlessAssist.Shared.Streams.Decision<ServerlessAssist.Functions.People.StaffEvent>.NoChange;

namespace ServerlessAssist.Tests.Functions.People.Enrolment;

public sealed class EnrolmentRulesTests
{
    private static readonly PersonId Caro = new("caro");
    private static readonly StaffRegister Invited = After(Full, Invite("caro", "hash"));

    [Fact]
    public void Whoever_shows_the_code_in_Telegram_is_the_person_and_the_code_works_once()
    {
        Assert.Null(Decided(Full, Invite("caro", "hash")).Reply);
        Assert.Empty(Invited.ChannelsOf(Caro));
        var (joined, decision) = Do(Invited, Show("hash", NewChat));
        Assert.Equal("hello", Said(decision));
        Assert.Equal([NewChat], joined.ChannelsOf(Caro));
        Assert.Equal(Caro, joined.Find(NewChat)?.Id);
        Assert.Empty(joined.Invitations);
        Assert.IsType<Nothing>(StaffRules.Decide(joined, Show("hash", NewSms), Now));
    }

    [Fact]
    public void A_code_is_worth_nothing_when_it_is_wrong_or_old_or_shown_by_somebody_known()
    {
        Assert.IsType<Nothing>(StaffRules.Decide(Invited, Show("other", NewChat), Now));
        Assert.IsType<Nothing>(StaffRules.Decide(Invited, Show("hash", NewChat), Now + EnrolmentRules.CodeLives));
        Assert.IsType<ServerlessAssist.Shared.Streams.Decision<StaffEvent>.Commit>(StaffRules.Decide(Invited, Show("hash", NewChat), Now + EnrolmentRules.CodeLives - TimeSpan.FromSeconds(1)));
        Assert.IsType<Nothing>(StaffRules.Decide(Invited, Show("hash", AnaChat), Now));
    }

    [Fact]
    public void By_SMS_the_code_is_answered_with_digits_and_these_from_that_very_number_join()
    {
        var (asked, decision) = Do(Invited, Show("hash", NewSms));
        Assert.Equal("ask", Said(decision));
        Assert.Empty(asked.ChannelsOf(Caro));
        var other = new Address(ChannelKind.Sms, "+355690000098");
        Assert.IsType<Nothing>(StaffRules.Decide(asked, new StaffCommand.ShowProof([$"proof of {NewSms.Value}"], other, Hello), Now));
        Assert.IsType<Nothing>(StaffRules.Decide(asked, new StaffCommand.ShowProof([$"proof of {NewSms.Value}"], NewSms, Hello), Now.AddMinutes(30)));
        var joined = After(asked, new StaffCommand.ShowProof(["older key", $"proof of {NewSms.Value}"], NewSms, Hello));
        Assert.Equal([NewSms], joined.ChannelsOf(Caro));
    }

    [Fact]
    public void Five_wrong_digits_and_the_right_ones_are_worth_nothing_more()
    {
        var asked = After(Invited, Show("hash", NewSms));
        for (var guess = 0; guess < 5; guess++)
        {
            var (next, decision) = Do(asked, new StaffCommand.ShowProof(["wrong"], NewSms, Hello));
            Assert.Equal("people.code.not-accepted", Said(decision));
            asked = next;
        }
        Assert.IsType<Nothing>(StaffRules.Decide(asked, new StaffCommand.ShowProof([$"proof of {NewSms.Value}"], NewSms, Hello), Now));
    }

    [Fact]
    public void Only_an_administrator_invites_and_never_another_administrator_from_a_phone()
    {
        Declines("not-allowed", Full, Invite("caro", "hash", by: Of(Ana)));
        Declines("not-allowed", Full, Invite("caro", "hash", by: Of(new PersonId("gone"))));
        Declines("by-operator", Full, Invite("caro", "hash", Role.Administrator));
        Assert.Equal(3, After(Full, Invite("caro", "hash", Role.Administrator, Requester.Operator())).Administrators.Length);
        Declines("name-taken", Full, Invite("North 1", "hash"));
        Declines("name-taken", Full, Invite("ana", "hash"));
    }

    [Fact]
    public void Invited_again_before_anybody_came_it_is_the_same_post_with_a_new_code()
    {
        var again = After(Invited, new StaffCommand.Enrol(Of(Admin), Person(new PersonId("caro-2"), Role.RegionalCoordinator, "caro"), "second"));
        Assert.Equal([("second", Caro)], again.Invitations.Select(one => (one.Hash, one.Person)));
        Assert.Null(again.Find(new PersonId("caro-2")));
        Declines("name-taken", After(Invited, Show("hash", NewChat)), new StaffCommand.Enrol(Of(Admin), Person(new PersonId("caro-2"), Role.RegionalCoordinator, "caro"), "second"));
    }

    [Fact]
    public void The_first_administrator_of_an_empty_house_is_invited_by_an_operator()
    {
        var first = After(StaffRegister.Empty, Invite("first", "hash", Role.Administrator, Requester.Operator()), Show("hash", NewChat));
        Assert.Equal([new PersonId("first")], first.Administrators);
        Assert.Equal([NewChat], first.ChannelsOf(new PersonId("first")));
    }

    [Fact]
    public void Who_was_invited_outlives_the_people_file_and_a_same_id_in_the_file_wins()
    {
        var joined = After(Invited, Show("hash", NewChat), new StaffCommand.Load(PeopleList));
        Assert.Equal([NewChat], joined.ChannelsOf(Caro));
        var taken = After(joined, new StaffCommand.Load(PeopleList with { Staff = PeopleList.Staff.Add(Person(Caro, Role.Referrer, "Reporter 9")) }));
        Assert.Equal(Role.Referrer, taken.Find(Caro)?.Role);
        Assert.Single(taken.Staff, one => one.Id == Caro);
        Assert.Equal([NewChat], taken.ChannelsOf(Caro));
    }

    [Fact]
    public void An_address_that_the_file_gives_to_somebody_is_nobody_elses()
    {
        var joined = After(Invited, Show("hash", NewChat), new StaffCommand.Load(PeopleList with { Staff = PeopleList.Staff.Add(Person(new PersonId("dora"), Role.Referrer, "Reporter 9", new ContactChannel(ChannelKind.Telegram, NewChat.Value, null))) }));
        Assert.Equal("dora", joined.Find(NewChat)?.Id.Value);
        Assert.Empty(joined.ChannelsOf(Caro));
    }

    [Fact]
    public void A_lost_phone_is_cut_at_once_and_stays_cut_when_the_file_comes_again()
    {
        var lost = After(Full, new StaffCommand.LoseChannel(Ana, ChannelKind.Sms, AnaChat, "hash"));
        Assert.Equal([AnaChat], lost.ChannelsOf(Ana));
        Assert.Null(lost.Find(AnaSms));
        var again = After(lost, new StaffCommand.Load(PeopleList));
        Assert.Null(again.Find(AnaSms));
        // The same number, with the card back in her hands.
        var found = After(again, Show("hash", AnaSms), new StaffCommand.ShowProof([$"proof of {AnaSms.Value}"], AnaSms, Hello));
        Assert.Equal(Ana, found.Find(AnaSms)?.Id);
        Declines("no-such-channel", Full, new StaffCommand.LoseChannel(Ana, ChannelKind.Telegram, AnaChat, "hash"));
    }

    [Fact]
    public void Enrolled_again_all_old_channels_are_cut_and_the_new_code_joins()
    {
        var again = After(Full, new StaffCommand.Reenrol(Of(Admin), Ana, "hash"));
        Assert.Null(again.Find(AnaSms));
        Assert.Null(again.Find(AnaChat));
        Assert.Equal([NewChat], After(again, Show("hash", NewChat)).ChannelsOf(Ana));
        Declines("not-allowed", Full, new StaffCommand.Reenrol(Of(Bea), Ana, "hash"));
        Declines("nobody", Full, new StaffCommand.Reenrol(Of(Admin), new PersonId("nobody"), "hash"));
    }

    [Fact]
    public void A_post_that_could_be_stolen_by_its_code_is_enrolled_again_by_an_operator_alone()
    {
        Declines("by-operator", Full, new StaffCommand.Reenrol(Of(Admin), Second, "hash"));
        Declines("by-operator", Full, new StaffCommand.Reenrol(Of(Admin), Authority, "hash"));
        Assert.Empty(After(Full, new StaffCommand.Reenrol(Requester.Operator(), Authority, "hash")).ChannelsOf(Authority));
    }

    [Fact]
    public void Who_leaves_has_no_channel_and_her_work_waits_for_other_hands()
    {
        var (left, decision) = Do(Full, new StaffCommand.Leave(Of(Admin), Ana));
        Assert.Null(left.Find(AnaSms));
        Assert.Null(left.Find(AnaChat));
        Assert.Empty(left.ChannelsOf(Ana));
        Assert.Equal([new HandOver(Ana, "left", Now)], left.ToHandOver);
        Assert.Equal([Admin, Second], decision.Messages.Select(one => one.To));
        // The file still names her: she stays out, until somebody enrols her again.
        var loaded = After(left, new StaffCommand.Load(PeopleList));
        Assert.Null(loaded.Find(Ana));
        var back = After(loaded, new StaffCommand.Reenrol(Of(Admin), Ana, "hash"), Show("hash", NewChat));
        Assert.Equal([NewChat], back.ChannelsOf(Ana));
        Assert.Empty(After(back, new StaffCommand.HandedOver(Ana)).ToHandOver);
        Assert.IsType<Nothing>(StaffRules.Decide(Full, new StaffCommand.HandedOver(Ana), Now));
    }

    [Fact]
    public void Who_is_no_longer_in_the_file_has_left()
    {
        var without = After(Full, new StaffCommand.Load(PeopleList with { Staff = [.. PeopleList.Staff.Where(one => one.Id != Bea)] }));
        Assert.Equal([Bea], without.ToHandOver.Select(one => one.Person));
        Assert.Empty(without.Gone);
    }

    [Fact]
    public void The_last_administrator_stays_and_administrators_do_not_remove_one_another()
    {
        Declines("by-operator", Full, new StaffCommand.Leave(Of(Admin), Second));
        var one = After(Full, new StaffCommand.Leave(Of(Second), Second));
        Declines("last-administrator", one, new StaffCommand.Leave(Of(Admin), Admin));
        Declines("last-administrator", one, new StaffCommand.Leave(Requester.Operator(), Admin));
        Declines("not-allowed", Full, new StaffCommand.Leave(Of(Ana), Bea));
        Declines("nobody", Full, new StaffCommand.Leave(Of(Admin), new PersonId("nobody")));
    }

    [Fact]
    public void Channels_are_tried_as_she_ordered_them_and_first_where_she_was_heard_of_last()
    {
        Assert.Equal([AnaChat, AnaSms], Full.ChannelsOf(Ana));
        var ordered = After(Full, new StaffCommand.OrderChannels(Ana, [ChannelKind.Sms, ChannelKind.Telegram]));
        Assert.Equal([AnaSms, AnaChat], ordered.ChannelsOf(Ana));
        var heard = After(ordered, new StaffCommand.RecordContact(Ana, ChannelKind.Telegram));
        Assert.Equal([AnaChat, AnaSms], heard.ChannelsOf(Ana));
        Assert.IsType<Nothing>(StaffRules.Decide(heard, new StaffCommand.RecordContact(Ana, ChannelKind.Telegram), Now));
        Assert.IsType<Nothing>(StaffRules.Decide(Full, new StaffCommand.RecordContact(Bea, ChannelKind.Sms), Now));
        Assert.Equal([AnaSms, AnaChat], After(heard, new StaffCommand.OrderChannels(Ana, [ChannelKind.Sms])).ChannelsOf(Ana));
    }

    [Fact]
    public void A_person_has_one_open_code_and_old_ones_are_forgotten()
    {
        var twice = After(Full, new StaffCommand.AddChannel(Ana, "one"), new StaffCommand.AddChannel(Ana, "two"));
        Assert.Equal(["two"], twice.Invitations.Select(one => one.Hash));
        Assert.Equal(["three"], Do(twice, new StaffCommand.AddChannel(Bea, "three"), Now + EnrolmentRules.CodeLives).Directory.Invitations.Select(one => one.Hash));
        Assert.IsType<Nothing>(StaffRules.Decide(Full, new StaffCommand.AddChannel(Caro, "one"), Now));
    }

    [Fact]
    public void A_chat_answers_the_invitation_of_one_person()
    {
        var file = After(StaffRegister.Empty, new StaffCommand.Load(PeopleList with { Staff = PeopleList.Staff.Add(Person(Caro, Role.Referrer, "Reporter 9", new ContactChannel(ChannelKind.Telegram, null, "caros-invitation"))) }));
        Assert.IsType<Nothing>(StaffRules.Decide(file, new StaffCommand.AnswerInvite("caros-invitation", AnaChat.Value, Hello), Now));
        // A thief who finds the link in a lost phone's chat cannot use it again.
        var lost = After(file, new StaffCommand.AnswerInvite("caros-invitation", NewChat.Value, Hello), new StaffCommand.Reenrol(Of(Admin), Caro, "hash"));
        Assert.Null(lost.Find(NewChat));
        Assert.IsType<Nothing>(StaffRules.Decide(lost, new StaffCommand.AnswerInvite("caros-invitation", "700000098", Hello), Now));
    }
}
