using Storefront.Customs.Classification;
using Storefront.Languages;
using Storefront.Web.Demo;

namespace Storefront.App.Tests.Demo;

/// <summary>What the demo's own files hold, before any market is made of them.</summary>
public sealed class DemoCatalogueTests
{
    private static readonly string[] Languages = [.. Language.All.Select(l => l.Tag).Order()];

    private readonly DemoCatalogue demo = DemoCatalogue.Read();

    private IEnumerable<DemoProduct> Products => demo.Products.SelectMany(p => p);

    [Fact]
    public void It_is_wide_enough()
    {
        Assert.True(Products.Count() >= 60);
        Assert.True(demo.Merchants.Count >= 8);
        Assert.True(demo.Merchants.Select(m => m.Country).Distinct().Count() >= 6);
    }

    [Fact]
    public void Every_text_is_there_in_every_language()
    {
        Assert.All(demo.Categories, c => AssertComplete(c.Key, c.Name));
        Assert.All(demo.Merchants, m => AssertComplete(m.Key, m.About));
        Assert.All(Products, p =>
        {
            foreach (var text in new[] { p.Title, p.Description, p.Material!, p.PictureAlt }) AssertComplete(p.Slug, text);
            if (p.CareAndSafety is { } care) AssertComplete(p.Slug, care);
            foreach (var trait in p.Traits) AssertComplete(p.Slug, trait.Name, trait.Value);
            foreach (var option in p.Options) AssertComplete(p.Slug, [option.Name, .. option.Values.Select(v => v.Name)]);
        });
    }

    [Fact]
    public void Every_product_can_go_through_customs_and_into_a_parcel() => Assert.All(Products, p =>
    {
        Assert.Equal(6, p.HsCode.Length);
        Assert.NotNull(HsTable.BuiltIn.Find(p.HsCode));
        Assert.True(Country.TryParse(p.Origin, out _));
        Assert.False(string.IsNullOrWhiteSpace(p.CustomsDescription));
        Assert.NotEmpty(p.Variants);
        Assert.All(p.Variants, v => Assert.True(v is { WeightGrams: > 0, LengthMm: > 0, WidthMm: > 0, HeightMm: > 0 }, v.Sku));
    });

    private static void AssertComplete(string of, params IReadOnlyDictionary<string, string>[] texts) => Assert.All(texts, text =>
    {
        Assert.Equal((of, string.Join(' ', Languages)), (of, string.Join(' ', text.Keys.Order())));
        Assert.All(text.Values, words => Assert.False(string.IsNullOrWhiteSpace(words), of));
    });
}
