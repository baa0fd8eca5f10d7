using System.Collections.Concurrent;
using System.Collections.Frozen;
using Storefront.Customs;
using Storefront.Languages;
using Storefront.Pricing;
using Storefront.Shipping.Areas;

namespace Storefront.Web.Hosting;

/// <summary>Recognises visitors: by their preferences cookie, else by what their browser asks for. Sets nothing.</summary>
public sealed class Visitors(ExchangeRates rates, RemoteAreas areas, RegionalTaxes taxes)
{
    /// <summary>Browsers send few different Accept-Language headers; what is beyond this many is guessed anew each time.</summary>
    private const int MostGuessesKept = 2_000;

    private readonly FrozenSet<Currency> tradable = rates.Rows.Select(r => r.Currency).ToFrozenSet();
    private readonly ConcurrentDictionary<string, Guess> guesses = new(StringComparer.Ordinal);

    /// <summary>The currencies that a shopper may pay in, by code.</summary>
    public IReadOnlyList<Currency> Currencies { get; } = [.. rates.Rows.Select(r => r.Currency).OrderBy(c => c.Code, StringComparer.Ordinal)];

    public bool MayPayIn(Currency currency) => tradable.Contains(currency);

    public Visitor Recognise(HttpContext context)
    {
        var spoken = LanguagePath.LanguageOf(context);
        if (PreferencesCookie.Read(context.Request) is { } chosen)
        {
            var currency = MayPayIn(chosen.Currency) ? chosen.Currency : Guess.CurrencyOf(chosen.Country, tradable);
            return new Visitor(spoken ?? chosen.Language, chosen.Country, chosen.Postcode, Area(chosen.Country, chosen.Postcode), currency, hasChosen: true);
        }

        var guess = From(context.Request.Headers.AcceptLanguage.ToString());
        return new Visitor(spoken ?? guess.Language, guess.ShipTo, null, null, guess.Currency, hasChosen: false);
    }

    public Currency UsualCurrency(Country country) => Guess.CurrencyOf(country, tradable);

    private Guess From(string header)
    {
        if (guesses.TryGetValue(header, out var known)) return known;
        var guess = Guess.From(header, tradable);
        if (guesses.Count < MostGuessesKept) guesses.TryAdd(header, guess);
        return guess;
    }

    /// <summary>What of the postcode the price depends on: its remote area and its province's tax.</summary>
    private string? Area(Country country, string? postcode) =>
        postcode is null ? null : $"{areas.Find(country, postcode)?.From}/{taxes.Find(country, postcode)?.PostcodePrefix}";
}
