using Storefront.Customs.Classification;

namespace Storefront.Market.Tests.Customs.Classification;

public sealed class HsTableTests
{
    private static readonly HsTable Table = HsTable.BuiltIn;

    [Fact]
    public void It_holds_the_nomenclature_of_2022_and_every_entry_hangs_on_one_above()
    {
        var all = Table.Under("").ToList();

        Assert.Equal(97, all.Count(e => e.Code.Length == 2));
        Assert.Equal(1_229, all.Count(e => e.Code.Length == 4));
        Assert.Equal(5_613, all.Count(e => e.Code.Length == 6));
        Assert.All(all, e => Assert.True(e.Code.Length == 2 || Table.Find(e.Code[..^2]) is not null, e.Code));
        Assert.Equal("Electric accumulators; lithium-ion, including separators, whether or not rectangular (including square)", Table.Find("850760")!.Description);
        Assert.Equal(["69", "6911", "691110"], Table.PathTo("691110").Select(e => e.Code));
    }

    [Theory]
    [InlineData("cotton t-shirts", "610910")]
    [InlineData("lithium-ion accumulators", "850760")]
    [InlineData("porcelain tableware", "691110")]
    [InlineData("green tea", "0902")]
    [InlineData("wrist-watches", "9102")]
    [InlineData("umbrellas", "6601")]
    public void Whole_words_of_a_description_find_it_first(string words, string begins)
    {
        var hit = Table.Search(words)[0];

        Assert.StartsWith(begins, hit.Entry.Code, StringComparison.Ordinal);
        Assert.True(hit.Fit <= HsFit.AllInPart);
    }

    [Theory]
    [InlineData("mug", "6912")]
    [InlineData("power bank", "850760")]
    [InlineData("充电宝", "850760")]
    [InlineData("瓷茶壶", "6911")]
    [InlineData("théière en porcelaine", "6911")]
    [InlineData("couteau", "8211")]
    [InlineData("سكين مطبخ", "8211")]
    [InlineData("الشاي", "0902")]
    [InlineData("Rucksack", "4202")]
    [InlineData("zapatillas deportivas", "6404")]
    [InlineData("モバイルバッテリー", "850760")]
    public void What_people_call_goods_finds_them_in_their_language(string words, string begins) =>
        Assert.StartsWith(begins, Table.Search(words)[0].Entry.Code, StringComparison.Ordinal);

    [Fact]
    public void The_beginning_of_a_word_is_enough_while_it_is_typed()
    {
        Assert.Contains(Table.Search("porcel tablew"), h => h.Entry.Code == "691110" && h.Fit == HsFit.AllInPart);
        Assert.Contains(Table.Search("fountain p"), h => h.Entry.Code == "960830" && h.Fit == HsFit.AllInPart);
    }

    [Fact]
    public void All_words_go_before_some_and_the_longer_code_before_the_shorter()
    {
        var hits = Table.Search("knitted cotton t-shirts", most: 200);

        Assert.Equal("610910", hits[0].Entry.Code);
        Assert.Equal(hits.Select(h => h.Fit), hits.Select(h => h.Fit).Order());
        Assert.True(hits.Select(h => h.Entry.Code).ToList() is var codes && codes.IndexOf("610910") < codes.IndexOf("6109"));
    }

    [Fact]
    public void What_a_description_leaves_out_is_not_what_it_is_about()
    {
        Assert.DoesNotContain(Table.Search("cotton t-shirts"), h => h.Entry.Code == "610990" && h.Fit == HsFit.AllWords);
        Assert.Contains(Table.Search("t-shirts"), h => h.Entry.Code == "610990");
    }

    [Fact]
    public void Digits_find_the_codes_that_begin_with_them()
    {
        Assert.Equal(["6911", "691110", "691190"], Table.Search("69.11").Select(h => h.Entry.Code));
        Assert.Equal("691110", Table.Nearest(new HsCode("6911100000"))!.Code);
        Assert.Empty(Table.Search("77"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("of the")]
    [InlineData("qqqqq")]
    [InlineData("\"; drop table")]
    [InlineData("﷽")]
    public void Words_that_say_nothing_find_nothing_and_break_nothing(string words) => Assert.True(Table.Search(words).Count <= 40);

    [Fact]
    public void A_country_s_subdivisions_stand_on_the_common_table()
    {
        var table = Table.With([new HsEntry("6911100010", "Teapots of porcelain, glazed"), new HsEntry("691110", "Tableware of porcelain")]);

        Assert.Equal("6911100010", table.Search("glazed porcelain teapots")[0].Entry.Code);
        Assert.Equal("Tableware of porcelain", table.Find("691110")!.Description);
        Assert.Equal("6911100010", table.Nearest(new HsCode("6911100010"))!.Code);
        Assert.Equal(Table.Count + 1, table.Count);
    }
}
