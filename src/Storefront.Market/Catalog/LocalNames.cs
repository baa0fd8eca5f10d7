using Storefront.Languages;

namespace Storefront.Catalog;

/// <summary>What goods are called where they leave from. English is none: it stands on every declaration anyway.</summary>
internal static class LocalNames
{
    /// <summary>The title in the language that most people read in a country; null where a listing has none in it.</summary>
    public static string? In(IReadOnlyDictionary<string, ListingText> texts, Country country) =>
        Of(country) is { } language && texts.TryGetValue(language.Tag, out var text) && !string.IsNullOrWhiteSpace(text.Title) ? text.Title : null;

    private static Language? Of(Country country) => Countries.TryFind(country, out var facts) && facts.Language != Language.English ? facts.Language : null;
}
