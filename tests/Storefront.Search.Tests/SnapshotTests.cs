using Storefront.Testing;

namespace Storefront.Search.Tests;

public class SnapshotTests
{
    private static readonly IReadOnlyList<ListingChange> Changes = [.. new CatalogueGenerator(seed: 6).Changes(250)];

    [Fact]
    public async Task A_new_node_that_starts_from_a_snapshot_answers_like_the_old_one_and_follows_the_feed()
    {
        using var old = await TestCatalogue.OpenAsync(Changes);
        old.Copy.WriteSnapshot(old.PathOf("snapshots/latest.db"));
        using var node = new CatalogueCopy(TestCatalogue.Options);

        await node.OpenAsync(old.PathOf("second/catalogue.db"), old.PathOf("snapshots/latest.db"));

        Assert.Equal(250, node.LastSequence);
        Assert.Equivalent(old.Search("teapot"), node.Search(new SearchRequest { Language = "en", Words = "teapot" }), strict: true);
        node.Apply([new ListingChange(251, Changes[0].Id, null)]);
        Assert.Equal(249, node.Count);
        Assert.Equal(250, old.Copy.Count);
    }

    [Fact]
    public async Task A_node_that_has_a_file_of_its_own_does_not_take_the_snapshot()
    {
        using var old = await TestCatalogue.OpenAsync(Changes.Take(10));
        old.Copy.WriteSnapshot(old.PathOf("latest.db"));
        old.Copy.Apply(Changes);
        old.Copy.Dispose();
        using var again = new CatalogueCopy(TestCatalogue.Options);

        await again.OpenAsync(old.FilePath, old.PathOf("latest.db"));

        Assert.Equal(250, again.LastSequence);
    }

    [Theory]
    [InlineData("this is not a database")]
    [InlineData("")]
    public async Task A_file_that_is_no_catalogue_is_begun_anew(string content)
    {
        using var catalogue = await TestCatalogue.OpenAsync();
        await File.WriteAllTextAsync(catalogue.PathOf("broken.db"), content);
        using var node = new CatalogueCopy(TestCatalogue.Options);

        await node.OpenAsync(catalogue.PathOf("broken.db"), catalogue.PathOf("no-snapshot.db"));

        Assert.Equal(0, node.LastSequence);
        node.Apply(Changes);
        Assert.Equal(250, node.Count);
    }

    [Fact]
    public async Task A_file_that_is_torn_inside_is_begun_anew_from_the_snapshot()
    {
        using var catalogue = await TestCatalogue.OpenAsync(Changes);
        catalogue.Copy.WriteSnapshot(catalogue.PathOf("latest.db"));
        catalogue.Copy.Dispose();
        using (var file = File.OpenWrite(catalogue.FilePath))
        {
            file.Position = 8192 * 2;
            file.Write(new byte[file.Length - file.Position]);
        }

        using var node = new CatalogueCopy(TestCatalogue.Options);
        await node.OpenAsync(catalogue.FilePath, catalogue.PathOf("latest.db"));

        Assert.Equal(250, node.Count);
    }

    [Fact]
    public async Task A_rebuild_keeps_every_answer_and_is_found_after_a_restart()
    {
        using var catalogue = await TestCatalogue.OpenAsync(Changes.Take(100));
        foreach (var change in Changes.Skip(100)) catalogue.Copy.Apply([change]);
        catalogue.Copy.Apply([new ListingChange(900, Changes[0].Id, null)]);
        var before = catalogue.Search("handmade");

        catalogue.Copy.Rebuild();
        var after = catalogue.Search("handmade");
        catalogue.Copy.Rebuild();
        catalogue.Copy.Dispose();
        using var again = new CatalogueCopy(TestCatalogue.Options);
        await again.OpenAsync(catalogue.FilePath);

        Assert.Equivalent(before, after, strict: true);
        Assert.Equal(900, again.LastSequence);
        Assert.Equivalent(before, again.Search(new SearchRequest { Language = "en", Words = "handmade" }), strict: true);
        again.Apply([new ListingChange(800, Changes[0].Id, Changes[0].Copy)]);
        Assert.Null(again.FindById(Changes[0].Id));
    }

    [Fact]
    public async Task A_cancelled_rebuild_leaves_the_old_file_in_use()
    {
        using var catalogue = await TestCatalogue.OpenAsync(Changes);

        Assert.ThrowsAny<OperationCanceledException>(() => catalogue.Copy.Rebuild(new CancellationToken(canceled: true)));

        Assert.Equal(250, catalogue.Search("").Total.Value);
        catalogue.Copy.Apply([new ListingChange(900, Changes[0].Id, null)]);
        Assert.Equal(249, catalogue.Copy.Count);
    }
}
