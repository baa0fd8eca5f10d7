using System.Collections.Concurrent;
using Microsoft.AspNetCore.Components;

namespace Storefront.Web.Shop;

/// <summary>The texts of <see cref="Parts.Kept"/>. Bounded: visitors choose among languages, countries and currencies as they like.</summary>
public sealed class KeptMarkup
{
    private const int Most = 300;

    private readonly ConcurrentDictionary<string, MarkupString> texts = new(StringComparer.Ordinal);

    public MarkupString? Find(string key) => texts.TryGetValue(key, out var text) ? text : null;

    public MarkupString Keep(string key, MarkupString text)
    {
        // Rare enough to begin anew; what is in use is back with the next pages.
        if (texts.Count >= Most) texts.Clear();
        return texts[key] = text;
    }
}
