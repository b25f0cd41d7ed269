namespace ServerlessAssist.Shared.Messaging.Understanding;

/// <summary>What stands on a button may also be typed: the phrase's text means this. Registered by the module that shows it.</summary>
/// <param name="Meaning">As in the language files' words, e.g. <c>age.adult</c>.</param>
/// <param name="PhraseKey">A phrase without arguments.</param>
public sealed record Label(string Meaning, string PhraseKey);
