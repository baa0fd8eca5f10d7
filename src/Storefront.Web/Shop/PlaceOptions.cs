using System.Collections.Concurrent;
using System.Text;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Components;
using Storefront.Languages;
using Storefront.Web.Hosting;

namespace Storefront.Web.Shop;

/// <summary>The long choices of the place form, written once for each language and choice: they stand on every page and never differ.</summary>
public sealed class PlaceOptions(MarketDirectory directory, Visitors visitors, HtmlEncoder encoder)
{
    private readonly ConcurrentDictionary<(Language, Country), MarkupString> countries = new();
    private volatile Written written = new([], 0);

    /// <summary>Another number for each set of offered currencies.</summary>
    public int Edition => Now.Edition;

    public MarkupString Countries(Visitor visitor) => Countries(visitor.Language, visitor.Country);

    /// <param name="chosen">Listed even if nothing is delivered to it.</param>
    public MarkupString Countries(Language language, Country chosen) => countries.GetOrAdd((language, chosen), key =>
    {
        var places = directory.Destinations(key.Item1).Select(p => (p.Code, p.Name)).ToList();

        // A guessed country that nothing is delivered to is still the visitor's, and says so.
        if (!places.Exists(p => p.Code == key.Item2.Code)) places.Insert(0, (key.Item2.Code, Storefront.Languages.Countries.Name(key.Item2, key.Item1)));
        return Write(places, key.Item2.Code);
    });

    public MarkupString Currencies(Visitor visitor)
    {
        var now = Now;
        return now.Currencies.GetOrAdd((visitor.Language, visitor.Currency), key =>
            Write(now.Offered.Select(c => (c.Code, $"{c.Code} · {Storefront.Languages.Currencies.Name(c, key.Item1)}")), key.Item2.Code));
    }

    private Written Now
    {
        get
        {
            var now = written;
            if (!ReferenceEquals(now.Offered, visitors.Currencies)) written = now = new Written(visitors.Currencies, now.Edition + 1);
            return now;
        }
    }

    private MarkupString Write(IEnumerable<(string Value, string Label)> options, string chosen)
    {
        var html = new StringBuilder();
        foreach (var (value, label) in options)
        {
            html.Append("<option value=\"").Append(value).Append(value == chosen ? "\" selected>" : "\">").Append(encoder.Encode(label)).Append("</option>");
        }

        return new MarkupString(html.ToString());
    }

    /// <summary>The choices of one set of offered currencies.</summary>
    private sealed class Written(IReadOnlyList<Currency> offered, int edition)
    {
        public int Edition => edition;

        public IReadOnlyList<Currency> Offered => offered;

        public ConcurrentDictionary<(Language, Currency), MarkupString> Currencies { get; } = new();
    }
}
