using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Shared.Messaging.Understanding;

namespace ServerlessAssist.Functions.People.Conversation;

/// <summary>Reads <c>regional-coordinator al-north mission-al sq North 3</c>: role, regions, organisation and language in any order, the rest is the post's name.</summary>
internal static class InviteText
{
    private const int LongestName = 16, MostDigits = 4;

    /// <returns>The person to be, or what is missing.</returns>
    public static (Staff? Staff, ImmutableArray<Wording> Missing) Read(StaffRegister directory, IReadOnlyList<Language> languages, IEnumerable<string> words, string unique)
    {
        Role? role = null;
        (string? organisation, Language? language) = (null, null);
        var (regions, name) = (new List<string>(), new List<string>());
        foreach (var word in words)
        {
            if (role is null && Roles.Parse(word) is { } known) role = known;
            else if (!regions.Contains(word) && directory.Region(word) is not null) regions.Add(word);
            else if (organisation is null && directory.Configuration.Organisations.Any(one => one.Id == word)) organisation = word;
            else if (language is null && languages.FirstOrDefault(one => one.Tag == word) is { Tag: not null } spoken) language = spoken;
            else name.Add(word);
        }
        var called = string.Join(' ', name);
        var missing = ImmutableArray.CreateBuilder<Wording>();
        if (role is null) Needs("role", Roles.Names);
        if (regions.Count == 0 && role is not null && NeedsRegion(role.Value)) Needs("region", directory.Configuration.Regions.Select(one => one.Id));
        if (organisation is null) Needs("organisation", directory.Configuration.Organisations.Select(one => one.Id));
        if (language is null) Needs("language", languages.Select(one => one.Tag));
        if (!IsName(called)) missing.Add(StaffPhrases.InviteNeedsName);
        return missing.Count > 0 ? (null, missing.ToImmutable()) : (new Staff(IdOf(called, unique), role!.Value, organisation!, [.. regions], language!.Value, called, []), []);

        void Needs(string what, IEnumerable<string> names) => missing.Add(StaffPhrases.InviteNeeds.With(("what", StaffPhrases.Needs[what]), ("names", string.Join(", ", names.Take(20)))));
    }

    public static bool NeedsRegion(Role role) => role is not (Role.Administrator or Role.Auditor or Role.Translator or Role.ServiceProvider or Role.SupplyingNgo);

    /// <summary>What stands on colleagues' screens: a post, never a way to reach somebody.</summary>
    public static bool IsName(string name) => name.Length is > 0 and <= LongestName && name.Count(char.IsDigit) <= MostDigits && name.Any(char.IsLetter);

    /// <summary>Readable in files, and never one that somebody had before.</summary>
    public static PersonId IdOf(string name, string unique)
    {
        var plain = string.Join('-', PlainText.Of(name).Split(' ')).ToLowerInvariant();
        var letters = new string([.. plain.Where(unit => char.IsAsciiLetterOrDigit(unit) || unit == '-')]).Trim('-');
        return new PersonId($"{(letters.Length > 0 ? letters[..Math.Min(letters.Length, 20)] : "post")}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(unique)))[..6]}");
    }
}
