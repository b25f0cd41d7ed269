namespace ServerlessAssist.Bots;

/// <summary>What a carrier reports about our webhook after we have set it, for an operator to read.</summary>
/// <param name="Carrier">E.g. <c>telegram</c>.</param>
/// <param name="Address">The public URL that was asked for.</param>
/// <param name="Set">Whether the carrier itself now names that URL.</param>
/// <param name="Reported">The carrier's own words, or why nothing could be set; holds no secret.</param>
public sealed record WebhookReport(string Carrier, string Address, bool Set, string Reported);
