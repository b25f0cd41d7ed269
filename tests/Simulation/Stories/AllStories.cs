namespace ServerlessAssist.Simulation.Stories;

/// <summary>Every story that is swept. A capability adds its own here.</summary>
public static class AllStories
{
    public static IReadOnlyList<Func<Story>> Swept { get; } =
    [
        () => new TakenByAButton(), () => new TakenByTheCode(), () => new NobodyAnswers(), () => new PassedOn(), () => new TwoTakeItAtOnce(), () => new CodesAreGuessed(),
        () => new OnDutyCannotBeReached(), () => new APhoneIsOff(), () => new GivenBack(), () => new TheSameReferralAgain(), () => new SmallTalk(), () => new SomebodyLeaves(),
        () => new TakenWhileATextWaits(), () => new TakenAndGivenBackAtOnce(), () => new ALanguageIsChosenAgainAndAgain(),
        () => new AProviderHoldsAPlaceUntilItIsClosed(), () => new TheLastPlaceIsWantedTwice(), () => new OneProviderDeclinesTheNextTakesIt(), () => new NoProviderAnswers(), () => new AProvidersPlacesAreFewer(),
        () => new HandedOverToAnotherCountry(), () => new TheSamePersonTwice(), () => new TheyWriteToEachOther(), () => new AHotlinesSystemHearsOfIt(),
        () => new ReferredByButtons(), () => new ResumedAfterHours(), () => new ThrownAway(), () => new ReferredByTexts(), () => new SentTwiceInTheSameInstant(),
        () => new TheyIdentifyTogether(), () => new TheyDoNotAgree(), () => new NobodyElseConfirms(), () => new TheWorkOfWhoeverLeavesGoesOn(),
        () => new SomebodyJoinsLosesHerPhoneAndLeaves(), () => new DutyIsSwapped(), () => new OnDutyIsAway(), () => new TheTopChangesWithASecondPerson(),
        () => new APersonIsErased(), () => new ThrownAwayAndSentInTheSameInstant(),
        () => new CasesAreTexted(),
        .. World.SimulatedModules.All.SelectMany(module => module.Stories),
    ];

    /// <summary>Too long to break at each of its requests; broken at random.</summary>
    public static IReadOnlyList<Func<Story>> Lengthy { get; } = [() => new ManyOnDuty(), () => new NobodyEverAnswers(), () => new TakenAndNoSignAgain(), () => new TheDaysMoneyIsSpent()];

    /// <summary>The story of a schedule: mostly people who do as the seed has it.</summary>
    public static Story Of(int seed) => (seed % 10) switch
    {
        0 => Swept[seed / 10 % Swept.Count](),
        1 when seed % 100 == 1 => Lengthy[seed / 100 % Lengthy.Count](),
        2 when seed % 20 == 12 => new CasesAreTextedAsTheSeedHasIt(seed),
        _ => new AsTheSeedHasIt(seed),
    };
}
