using Storefront.Testing;

namespace Storefront.Search.Tests;

public class PriceScaleTests
{
    [Theory]
    [InlineData("EUR", "5.00 10.00 25.00 50.00 100.00 250.00")]
    [InlineData("USD", "5.00 10.00 25.00 50.00 100.00 250.00")]
    [InlineData("JPY", "1000 2000 5000 10000 20000 50000")]
    public void Bands_part_at_round_numbers_of_the_shoppers_currency(string code, string edges)
    {
        var bands = PriceScale.BandsIn(new Currency(code), TestCatalogue.Options);

        Assert.Equal(edges.Split(' '), bands.Skip(1).Select(b => b.From!.Value.ToPlain()));
        Assert.Null(bands[0].From);
        Assert.Null(bands[^1].To);
        Assert.All(bands.Zip(bands.Skip(1)), pair => Assert.Equal(pair.First.To!.Value.Minor + 1, pair.Second.From!.Value.Minor));
    }

    [Fact]
    public void A_currency_without_a_rate_has_no_bands() => Assert.Empty(PriceScale.BandsIn(new Currency("KWD"), TestCatalogue.Options));

    [Fact]
    public async Task New_rates_move_listings_between_bands()
    {
        var rate = 1m;
        var options = new CatalogueSearchOptions { ToEuroCents = amount => (long)Math.Round(amount.Minor * rate, MidpointRounding.AwayFromZero) };
        using var files = await TestCatalogue.OpenAsync();
        using var copy = new CatalogueCopy(options);
        await copy.OpenAsync(files.PathOf("priced.db"));
        copy.Apply([.. new CatalogueGenerator(seed: 8).Changes(100)]);
        var request = new SearchRequest { Language = "en", Price = new PriceRange(null, new Money(5_000, Currency.Eur)) };
        var before = copy.Search(request).Total.Value;

        rate = 0.0001m;
        copy.Reprice();

        Assert.True(before < 100);
        Assert.Equal(100, copy.Search(request with { Price = new PriceRange(null, new Money(500_000_000, Currency.Eur)) }).Total.Value);
    }
}
