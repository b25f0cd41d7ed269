using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using ServerlessAssist.Functions.Referrals;
using ServerlessAssist.Shared.Streams;
using ServerlessAssist.Simulation.Stories;

namespace ServerlessAssist.Tests.Threats;

/// <summary>Somebody forges a number, and guesses.</summary>
public sealed class CodeTests
{
    [Fact]
    public void The_right_number_with_a_wrong_code_takes_nothing_is_written_down_and_the_clock_goes_on() => Stage.Play(async stage =>
    {
        var reference = await stage.Programme.Refer("immediate");
        await stage.Minutes(12);
        var code = Programme.CodeIn(stage.Alert(Programme.BackupSms));
        var wrong = string.Create(CultureInfo.InvariantCulture, $"{code[..6]}{(int.Parse(code[6..], CultureInfo.InvariantCulture) + 1) % 10_000:D4}");
        await stage.Ask(stage.Sms(Programme.BackupSms.Value, wrong));
        Assert.Null(stage.Referral(reference).State.TakenBy);
        var referrals = stage.Process.Services.GetRequiredService<StreamHandler<Referral, ReferralEvent, ReferralCommand>>();
        var history = await referrals.History(stage.Referral(reference).Stream, CancellationToken.None);
        Assert.Single(history!.SelectMany(commit => commit.Events).OfType<ReferralEvent.WrongCode>());
        await stage.Minutes(12);
        Assert.Equal(2, stage.Referral(reference).State.Level);
        Assert.Contains(stage.World.Phone(Programme.CommitteeTelegram).All, Programme.IsAlert);
    });

    [Fact]
    public void Of_ten_thousand_guesses_at_the_front_door_five_are_looked_at() => Stage.Play(async stage =>
    {
        var reference = await stage.Programme.Refer("immediate");
        await stage.Minutes(12);
        var (code, before) = (Programme.CodeIn(stage.Alert(Programme.BackupSms)), stage.VersionOf(reference));
        for (var guess = 0; guess < 10_000; guess++)
        {
            var digits = guess.ToString("D4", CultureInfo.InvariantCulture);
            if (digits != code[6..]) Assert.Equal(200, (await stage.AskNow(stage.Sms(Programme.BackupSms.Value, $"{code[..6]}{digits}"))).Status);
        }
        await stage.Ask(stage.Sms(Programme.BackupSms.Value, code));
        var (_, state) = stage.Referral(reference);
        Assert.Null(state.TakenBy);
        Assert.Equal(5, state.Escalation.Guesses.Values.Single());
        Assert.True(stage.VersionOf(reference) - before <= 5 + 6, "More than the guesses and a few steps of the ladder were stored.");
        // The clock went on meanwhile, and a button in a chat of one's own still takes it.
        await stage.Minutes(12);
        stage.Programme.Take(Programme.CommitteeTelegram, stage.Alert(Programme.CommitteeTelegram));
        await stage.Minutes(1);
        Assert.Equal("north-committee", stage.Referral(reference).State.TakenBy?.Value);
    });
}
