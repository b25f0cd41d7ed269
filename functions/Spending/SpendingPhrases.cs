using ServerlessAssist.Shared.Messaging;

namespace ServerlessAssist.Functions.Spending;

public static class SpendingPhrases
{
    public static readonly Phrase NearlySpent = new("spending.nearly", "country", "percent");
    public static readonly Phrase Spent = new("spending.spent", "country", "until");
}
