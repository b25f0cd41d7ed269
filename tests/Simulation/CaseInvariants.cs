using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Shared.Streams;
using ServerlessAssist.Simulation.ToyCases;
using ServerlessAssist.Simulation.World;

namespace ServerlessAssist.Simulation;

/// <summary>What holds for messages to assisted persons and families.</summary>
public static partial class Invariants
{
    /// <summary>Unlike an alert to staff, which may come again after a doubt.</summary>
    private static IEnumerable<string> OnlyOnce(World.World world, Happening.Appeared shown) =>
        shown.Message!.To.Kind is RecipientKind.Case or RecipientKind.FamilyContact && world.Facts.TimesShown[shown.Shown.Ticket!] > 1
            ? [$"{shown.Message.Id} stands there again."]
            : [];

    private static IEnumerable<string> CasesWereTexted(World.World world)
    {
        foreach (var (stream, toy) in world.Facts.Each<ToyCase>())
            foreach (var (message, to) in toy.Texts)
            {
                var isAtCarrier = world.Facts.AtCarrier.Contains(new CorrelationId(stream, message).ToString());
                var told = toy.Fates.Select(fate => fate.Split(':')).Where(fate => fate[0] == message).Select(fate => fate[1]).ToList();
                if (!isAtCarrier && !told.Exists(IsEnd)) yield return $"{message} was lost.";
                if (isAtCarrier && told.Contains(nameof(DeliveryOutcome.Dropped))) yield return $"{message} was sent and told as dropped.";
                if (told.Contains(nameof(DeliveryOutcome.Unconfirmed)) && to.Value != ToyRecipients.OnTelegram)
                    yield return $"{message} is unconfirmed, though its carrier could be asked.";
            }

        static bool IsEnd(string fate) => fate is nameof(DeliveryOutcome.Failed) or nameof(DeliveryOutcome.Dropped) or nameof(DeliveryOutcome.Unconfirmed);
    }
}
