using ServerlessAssist.Shared.Messaging;

namespace ServerlessAssist.Functions.Outbox.Budget;

public static class SmsBudgetPhrases
{
    public static readonly Phrase NearlySpent = new("sms-budget.nearly-spent", "country", "percent");
    public static readonly Phrase Spent = new("sms-budget.spent", "country", "until");
}
