using Storefront.Catalog;
using Storefront.Customs;
using Storefront.Customs.Classification;

namespace Storefront.Market.Tests.Customs.Classification;

public sealed class SuggestHsCodeTests
{
    private static readonly SuggestHsCode Suggest = new(HsTable.BuiltIn);

    [Theory]
    [InlineData("Cotton T-shirt with round neck", "Cotton", "610910")]
    [InlineData("Hand-thrown celadon porcelain teapot, 450 ml", "Porcelain", "691110")]
    [InlineData("青瓷茶壶", "瓷", "691110")]
    [InlineData("Power bank 10,000 mAh", null, "850760")]
    [InlineData("Théière en porcelaine", "Porcelaine", "691110")]
    [InlineData("Leather belt", "Leather", "420330")]
    [InlineData("Turned brass fountain pen", "Brass", "960830")]
    public void The_title_and_the_material_find_the_code(string title, string? material, string code)
    {
        var found = Suggest.For(Goods(title, material));

        Assert.Equal(code, found[0].Code.Digits);
        Assert.NotEmpty(found[0].Words);
    }

    [Fact]
    public void A_name_that_material_confirms_is_sure_and_says_which_words_did_it()
    {
        var first = Suggest.For(Goods("Cotton T-shirt", "Cotton"))[0];

        Assert.Equal(Confidence.High, first.Confidence);
        Assert.Contains("t-shirt", first.Words);
        Assert.Contains("cotton", first.Words);
    }

    [Fact]
    public void A_material_that_the_description_leaves_out_speaks_against_it()
    {
        var found = Suggest.For(Goods("T-shirt", "Polyester"));
        var cotton = Suggest.For(Goods("T-shirt", "Cotton"));

        Assert.Equal("610990", found[0].Code.Digits);
        Assert.True(cotton.ToList().FindIndex(s => s.Code.Digits == "610990") is -1 or > 0);
    }

    [Fact]
    public void What_listings_of_the_shelf_carry_is_offered_and_counted()
    {
        var found = Suggest.For(new GoodsToClassify(["Zorblat"], ["Teaware"], [], [new HsCodeInUse(new HsCode("6911100000"), "Porcelain teapot", 7)]));

        Assert.Equal("691110", found[0].Code.Digits);
        Assert.Equal(7, found[0].InUse!.Listings);
        Assert.NotEqual(Confidence.High, found[0].Confidence);
    }

    [Fact]
    public void Nothing_known_gives_nothing() => Assert.Empty(Suggest.For(Goods("Zorblat", null)));

    [Fact]
    public void Only_codes_that_can_be_declared_are_offered_and_only_a_few()
    {
        var found = Suggest.For(Goods("Bag, hat, ring, lamp, knife, toy, book", null));

        Assert.InRange(found.Count, 1, 6);
        Assert.All(found, s => Assert.Equal(6, s.Code.Digits.Length));
    }

    private static GoodsToClassify Goods(string title, string? material) => new([title], [], material is null ? [] : [material], []);
}
