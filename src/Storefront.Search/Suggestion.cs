namespace Storefront.Search;

/// <param name="Text">In the shopper's language where it exists.</param>
/// <param name="Key">A listing's slug, a category's key or a brand's name.</param>
/// <param name="Language">The tag of the language that <paramref name="Text"/> is in.</param>
public sealed record Suggestion(SuggestionKind Kind, string Text, string Key, string Language);

public enum SuggestionKind
{
    Category,
    Brand,
    Listing,
}
