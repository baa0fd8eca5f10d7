using System.Security.Cryptography;
using System.Text;
using Storefront.Catalog;

namespace Storefront.Search;

/// <summary>The words of a listing in all its languages: its titles in order, and everything that can be found.</summary>
internal sealed class ListingWords
{
    /// <summary>Stands between two titles, so that no phrase runs across. No query token can be equal to it.</summary>
    public const string Break = "¦";

    private readonly List<string> title = [];
    private readonly HashSet<string> anywhere = new(256, StringComparer.Ordinal);

    private ListingWords()
    {
    }

    public IReadOnlyList<string> Title => title;

    public IReadOnlyCollection<string> Anywhere => anywhere;

    public static ListingWords Of(ListingCopy copy, CatalogueSearchOptions options)
    {
        var words = new ListingWords();
        foreach (var text in Titles(copy))
        {
            if (words.title.Count > 0) words.title.Add(Break);
            words.title.AddRange(Tokens.OfListing(text));
        }

        words.anywhere.UnionWith(words.title);
        words.anywhere.Remove(Break);
        foreach (var text in Body(copy, options)) Tokens.AddOfListing(text, words.anywhere);
        return words;
    }

    /// <summary>A fingerprint of the texts: while it stays, no word need be indexed again.</summary>
    public static long PrintOf(ListingCopy copy, CatalogueSearchOptions options)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var text in Titles(copy).Append(Break).Concat(Body(copy, options)))
        {
            hash.AppendData(Encoding.UTF8.GetBytes(text));
            hash.AppendData([0]);
        }

        return BitConverter.ToInt64(hash.GetHashAndReset());
    }

    public bool Has(WordKey key) => key.Place switch
    {
        WordPlace.Anywhere => key.IsPrefix ? anywhere.Any(w => w.StartsWith(key.Text, StringComparison.Ordinal)) : anywhere.Contains(key.Text),
        WordPlace.Title => title.Exists(w => key.IsPrefix ? w.StartsWith(key.Text, StringComparison.Ordinal) : w == key.Text),
        WordPlace.TitlePhrase => HasPhrase(key.Text.Split(' ')),
        _ => throw new ArgumentOutOfRangeException(nameof(key)),
    };

    private bool HasPhrase(string[] phrase)
    {
        for (var i = 0; i + phrase.Length <= title.Count; i++)
        {
            var at = 0;
            while (at < phrase.Length && title[i + at] == phrase[at]) at++;
            if (at == phrase.Length) return true;
        }

        return false;
    }

    private static IEnumerable<string> Titles(ListingCopy copy) =>
        copy.Texts.OrderBy(t => t.Key, StringComparer.Ordinal).Select(t => t.Value.Title);

    private static IEnumerable<string> Body(ListingCopy copy, CatalogueSearchOptions options)
    {
        if (copy.Brand is not null) yield return copy.Brand;
        yield return copy.MerchantName;
        foreach (var category in copy.Categories)
        {
            yield return category;
            foreach (var language in options.Languages)
            {
                if (options.CategoryName(category, language) is { } name) yield return name;
            }
        }

        foreach (var (_, text) in copy.Texts.OrderBy(t => t.Key, StringComparer.Ordinal))
        {
            yield return text.Description;
            if (text.Material is not null) yield return text.Material;
            if (text.Care is not null) yield return text.Care;
            foreach (var trait in text.Traits) yield return trait.Name + " " + trait.Value;
        }

        foreach (var option in copy.Options)
        {
            foreach (var value in option.Values)
            {
                foreach (var (_, name) in value.Name.OrderBy(n => n.Key, StringComparer.Ordinal)) yield return name;
            }
        }

        foreach (var variant in copy.Variants) yield return variant.Sku;
    }
}
