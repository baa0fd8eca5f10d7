using Storefront.Testing;

namespace Storefront.Search.Tests;

/// <summary>A catalogue copy in a folder of its own, removed afterwards.</summary>
internal sealed class TestCatalogue : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("catalogue-");

    private TestCatalogue() => Copy = new CatalogueCopy(Options);

    public static CatalogueSearchOptions Options => new() { ToEuroCents = CatalogueGenerator.ToEuroCents };

    public CatalogueCopy Copy { get; }

    public string FilePath => PathOf("catalogue.db");

    public static async Task<TestCatalogue> OpenAsync(IEnumerable<ListingChange>? changes = null)
    {
        var catalogue = new TestCatalogue();
        await catalogue.Copy.OpenAsync(catalogue.FilePath);
        if (changes is not null) catalogue.Copy.Apply([.. changes]);
        return catalogue;
    }

    public string PathOf(string name) => Path.Combine(folder.FullName, name);

    public SearchResult Search(string words) => Copy.Search(new SearchRequest { Language = "en", Words = words });

    public void Dispose()
    {
        Copy.Dispose();
        folder.Delete(recursive: true);
    }
}
