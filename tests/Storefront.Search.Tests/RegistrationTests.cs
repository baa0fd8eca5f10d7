using Microsoft.Extensions.DependencyInjection;
using Storefront.Testing;

namespace Storefront.Search.Tests;

public class RegistrationTests
{
    [Fact]
    public async Task The_copy_is_one_for_the_whole_node_and_uses_the_options_given()
    {
        using var files = await TestCatalogue.OpenAsync();
        var services = new ServiceCollection();
        services.AddSingleton<Func<Money, long?>>(CatalogueGenerator.ToEuroCents);
        services.AddCatalogueSearch((provider, options) => options.ToEuroCents = provider.GetRequiredService<Func<Money, long?>>());
        await using var provider = services.BuildServiceProvider();
        var copy = provider.GetRequiredService<CatalogueCopy>();

        await copy.OpenAsync(files.PathOf("node/catalogue.db"));
        copy.Apply([.. new CatalogueGenerator().Changes(20)]);

        Assert.Same(copy, provider.GetRequiredService<CatalogueCopy>());
        Assert.NotEmpty(copy.Search(new SearchRequest { Language = "en", Currency = new Currency("JPY") }).Facets.Prices);
    }

    [Fact]
    public void A_copy_that_was_not_opened_says_so()
    {
        using var copy = new CatalogueCopy(TestCatalogue.Options);

        Assert.False(copy.IsOpen);
        Assert.Throws<InvalidOperationException>(() => copy.Home("en"));
    }
}
