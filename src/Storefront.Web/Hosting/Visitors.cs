using System.Collections.Concurrent;
using System.Globalization;
using Storefront.Customs;
using Storefront.Languages;
using Storefront.Pricing;
using Storefront.Shipping;
using Storefront.Shipping.Areas;
using Storefront.Shipping.Lanes;

namespace Storefront.Web.Hosting;

/// <summary>Recognises visitors: by their preferences cookie, else by what their browser asks for. Sets nothing.</summary>
public sealed class Visitors(CurrentRates rates, CurrentLanes lanes, CurrentBuyerCards cards, CurrentDuties duties, CurrentClearanceFees fees, RemoteAreas areas, RegionalTaxes taxes)
{
    /// <summary>Browsers send few different Accept-Language headers; what is beyond this many is guessed anew each time.</summary>
    private const int MostGuessesKept = 2_000;

    private static long lastMark;

    private volatile Offer offer = new(rates.Now);

    /// <summary>The currencies that a shopper may pay in, by code; the same list as long as the same rates hold.</summary>
    public IReadOnlyList<Currency> Currencies => Now.Currencies;

    /// <summary>What the rates of now offer. Never older than the rates by which the request that asks is priced.</summary>
    private Offer Now => offer is var known && ReferenceEquals(known.Rates, rates.Now) ? known : offer = new Offer(rates.Now);

    public bool MayPayIn(Currency currency) => Now.Rates.Offers(currency);

    public Visitor Recognise(HttpContext context)
    {
        var spoken = LanguagePath.LanguageOf(context);
        var now = Now;
        if (PreferencesCookie.Read(context.Request) is { } chosen)
        {
            var currency = now.Rates.Offers(chosen.Currency) ? chosen.Currency : Guess.CurrencyOf(chosen.Country, now.Rates.Offered);
            return new Visitor(spoken ?? chosen.Language, chosen.Country, chosen.Postcode, Area(chosen.Country, chosen.Postcode), currency, Mark(now), hasChosen: true);
        }

        var guess = From(context.Request.Headers.AcceptLanguage.ToString(), now);
        return new Visitor(spoken ?? guess.Language, guess.ShipTo, null, null, guess.Currency, Mark(now), hasChosen: false);
    }

    private string Mark(Offer now) => $"{now.Mark}.{lanes.Edition:x}.{cards.Edition:x}.{duties.Edition:x}.{fees.Edition:x}";

    public Currency UsualCurrency(Country country) => Guess.CurrencyOf(country, Now.Rates.Offered);

    private static Guess From(string header, Offer now)
    {
        if (now.Guesses.TryGetValue(header, out var known)) return known;
        var guess = Guess.From(header, now.Rates.Offered);
        if (now.Guesses.Count < MostGuessesKept) now.Guesses.TryAdd(header, guess);
        return guess;
    }

    /// <summary>What of the postcode the price depends on: its remote area, its province's tax and the zones of merchants' rate cards.</summary>
    private string? Area(Country country, string? postcode) =>
        postcode is null ? null : $"{areas.Find(country, postcode, town: null)?.From}/{taxes.Find(country, postcode)?.PostcodePrefix}/{cards.Now.TellingPart(country, postcode)}";

    /// <summary>What follows from one rate table.</summary>
    private sealed class Offer(ExchangeRates rates)
    {
        public ExchangeRates Rates { get; } = rates;

        /// <summary>Names the table in the keys of stored pages: a page that was begun before a change is never shown after it.</summary>
        public string Mark { get; } = Interlocked.Increment(ref lastMark).ToString("x", CultureInfo.InvariantCulture);

        public IReadOnlyList<Currency> Currencies { get; } = [.. rates.Offered.OrderBy(c => c.Code, StringComparer.Ordinal)];

        public ConcurrentDictionary<string, Guess> Guesses { get; } = new(StringComparer.Ordinal);
    }
}
