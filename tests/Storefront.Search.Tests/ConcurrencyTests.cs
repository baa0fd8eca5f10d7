using Storefront.Testing;

namespace Storefront.Search.Tests;

public class ConcurrencyTests
{
    /// <summary>Every listing of one generation has the same brand; a batch moves all of them on together.</summary>
    [Fact]
    public async Task Readers_see_whole_batches_while_changes_come_in()
    {
        var listings = new CatalogueGenerator(seed: 4).Listings(80).ToList();
        using var catalogue = await TestCatalogue.OpenAsync(listings.Select((l, i) => new ListingChange(i + 1, l.Id, l with { Brand = "Generation0" })));
        using var stop = new CancellationTokenSource();
        var searches = 0;
        var readers = Enumerable.Range(0, 2).Select(reader => Task.Run(() =>
        {
            for (var i = 0; !stop.IsCancellationRequested; i++)
            {
                var result = catalogue.Copy.Search(new SearchRequest { Language = "en", Words = i % 2 == 0 ? "" : "handmade", Page = i % 5, Sort = (SearchSort)(i % 6) });
                var brand = Assert.Single(result.Facets.Brands);
                Assert.Equal(result.Total.Value, brand.Count);
                Assert.NotEmpty(result.Cards);
                Assert.NotNull(catalogue.Copy.FindBySlug(listings[(i + reader) % 80].Slug));
                Assert.NotEmpty(catalogue.Copy.Home("en").Newest);
                Interlocked.Increment(ref searches);
            }
        })).ToList();

        for (var generation = 1; generation <= 12; generation++)
        {
            catalogue.Copy.Apply([.. listings.Select((l, i) => new ListingChange((generation * 1_000) + i, l.Id, l with { Brand = $"Generation{generation}" }))]);
            if (generation == 6) catalogue.Copy.Rebuild();
        }

        await stop.CancelAsync();
        await Task.WhenAll(readers);
        Assert.Equal("Generation12", Assert.Single(catalogue.Search("").Facets.Brands).Key);
        Assert.Equal("Generation12", catalogue.Copy.FindBySlug(listings[0].Slug)?.Brand);
        Assert.True(searches > 0);
    }

    [Fact]
    public async Task Changes_that_come_during_a_rebuild_are_in_the_new_file()
    {
        var listings = new CatalogueGenerator(seed: 4).Listings(600).ToList();
        using var catalogue = await TestCatalogue.OpenAsync(listings.Select((l, i) => new ListingChange(i + 1, l.Id, l)));

        var rebuild = Task.Run(() => catalogue.Copy.Rebuild());
        var sequence = 1_000L;
        while (!rebuild.IsCompleted)
        {
            var listing = listings[(int)(sequence % 600)];
            catalogue.Copy.Apply([new ListingChange(++sequence, listing.Id, sequence % 3 == 0 ? null : listing with { Sold = (int)sequence })]);
        }

        await rebuild;
        var last = listings[(int)((sequence - 1) % 600)];
        Assert.Equal(sequence, catalogue.Copy.LastSequence);
        Assert.Equal(sequence % 3 == 0 ? null : (int)sequence, catalogue.Copy.FindById(last.Id)?.Sold);
        Assert.Equal(catalogue.Copy.Count, catalogue.Search("").Total.Value);
    }
}
