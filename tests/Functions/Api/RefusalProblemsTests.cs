using System.Reflection;
using ServerlessAssist.Functions.Api;
using ServerlessAssist.Functions.Cases.Api;
using ServerlessAssist.Functions.People.Api;
using ServerlessAssist.Functions.People.Rules;
using ServerlessAssist.Functions.Referrals.Api;
using ServerlessAssist.Functions.Webhooks.Api;
using ServerlessAssist.Shared.Streams;

namespace ServerlessAssist.Tests.Functions.Api;

public sealed class RefusalProblemsTests
{
    private static readonly List<Refusal> All =
    [
        .. typeof(StaffRefusal).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Refusal)) && !type.IsAbstract).Select(Made),
    ];

    private static readonly RefusalProblems[] Tables =
        [StaffProblems.Refusals, CaseProblems.Refusals, WebhookProblems.Refusals, ReferralProblems.Refusals];

    private static IEnumerable<string> Codes => Tables.SelectMany(one => one.Codes).Distinct();

    [Fact]
    public void Every_refusal_has_a_problem_and_every_problem_of_one_a_refusal()
    {
        Assert.True(All.Count > 25, $"{All.Count}");
        Assert.Empty(All.Select(one => one.Code).Except(Codes));
        Assert.Empty(Codes.Except(All.Select(one => one.Code)));
    }

    [Fact]
    public void A_refusal_that_was_recorded_has_the_problem_of_its_code() => Assert.All(All, one =>
    {
        var problem = ProblemOf(one);
        Assert.Equal(problem, ProblemOf(new RecordedRefusal(one.Code, one.Reply)));
        Assert.Contains(problem, (IEnumerable<ApiProblem>)[.. ApiProblem.Generic, .. StaffProblems.All, .. WebhookProblems.All, .. ReferralProblems.All]);
    });

    [Fact]
    public void What_a_refusal_of_the_directory_is_called_is_the_code_of_its_problem()
    {
        string[] onPhonesAlone = ["wrong-proof", "absence-time", "no-such-channel"];
        foreach (var one in All.OfType<StaffRefusal>().Where(one => !onPhonesAlone.Contains(one.Code)))
        {
            Assert.Equal(one.Code, ProblemOf(one).Code);
            Assert.NotNull(one.Reply);
        }
    }

    [Fact]
    public void Each_refusal_of_a_hierarchy_has_a_code_of_its_own()
    {
        foreach (var hierarchy in All.Where(one => one.GetType().BaseType != typeof(Refusal)).GroupBy(one => one.GetType().BaseType))
            Assert.Equal(hierarchy.Count(), hierarchy.Select(one => one.Code).Distinct().Count());
    }

    private static ApiProblem ProblemOf(Refusal one) => Assert.Single(Tables.Where(table => table.Codes.Contains(one.Code)).Select(table => table.Of(one)).Distinct());

    private static Refusal Made(Type type)
    {
        var constructor = type.GetConstructors(BindingFlags.Public | BindingFlags.Instance).Single();
        return (Refusal)constructor.Invoke([.. constructor.GetParameters().Select(Usual)]);
    }

    private static object? Usual(ParameterInfo parameter) => parameter.ParameterType switch
    {
        var text when text == typeof(string) => "North 1",
        var value when value.IsValueType => Activator.CreateInstance(value),
        _ => null,
    };
}
