using Microsoft.Extensions.DependencyInjection;
using ServerlessAssist.Functions.Cases;
using ServerlessAssist.Functions.Privacy.Erasing;
using ServerlessAssist.Simulation.Stories;
using Stage = ServerlessAssist.Tests.Threats.Stage;

namespace ServerlessAssist.Tests.Functions.Privacy.Erasing;

/// <summary>Texts about a person that are written while the person is being erased.</summary>
public sealed class LateCopiesTests
{
    [Theory]
    [InlineData("take A{0}-4821", true)]
    [InlineData("а{0} 4821", true)] // A Cyrillic letter in front.
    [InlineData("what about RA-{0}-9?", true)]
    [InlineData("{0}", true)]
    [InlineData("what about RA-7F3K-9?", false)]
    [InlineData("A7F3K-4821", false)]
    [InlineData("hello", false)]
    public void The_carrier_s_copy_of_a_text_that_names_the_person_s_case_is_redacted_and_no_other(string text, bool isRedacted) => Stage.Play(async stage =>
    {
        var reference = await stage.Programme.Refer();
        var stream = stage.Referral(reference).Stream;
        var written = text.Replace("{0}", CaseReference.BodyOf(reference), StringComparison.Ordinal);
        stage.Programme.Text(Programme.SocialSms, written);
        await stage.Minutes(1);
        var erasure = Erasure.None with { Keys = [stream.Key], Begun = stage.World.Time.Now.AddHours(-1), Due = stage.World.Time.Now.AddDays(1) };

        var went = await stage.Process.Services.GetRequiredService<CarrierCopies>().RedactLate(erasure, CancellationToken.None);

        Assert.Equal(ErasureStep.Proof, Assert.IsType<ErasureCommand.Went>(went).Step);
        Assert.Equal(isRedacted ? "" : written, Assert.Single(stage.World.Sms.Messages, one => one.From == Programme.SocialSms.Value).Body);
    });
}
