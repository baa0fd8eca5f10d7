using System.Text;
using Storefront.Catalog;
using Storefront.Languages;

namespace Storefront.Market.Tests.Catalog;

public sealed class ProductFileTests
{
    [Theory]
    [InlineData("", "import.empty")]
    [InlineData(Sheet.Columns, "import.empty")]
    [InlineData("Handle;Title;Variant SKU;Variant Grams;Variant Price\npot;Pot;A;1;1", "import.wrong-separator")]
    [InlineData("Handle\tTitle\tVariant SKU\npot\tPot\tA", "import.wrong-separator")]
    [InlineData("Handle,Title,Title\npot,Pot,Pot", "import.column-twice")]
    [InlineData(Sheet.Columns + "\npot,\"Teapot", "import.quote-open")]
    public async Task A_file_of_the_wrong_shape_is_refused_as_a_whole(string text, string code) => Assert.Equal(code, (await Sheet.ReadAsync(text)).File.Refusal?.Code);

    [Fact]
    public async Task Missing_columns_are_named_in_one_sentence()
    {
        var refused = (await Sheet.ReadAsync("Name,Variant Price,Handle\nx,1,pot")).File.Refusal!;

        Assert.Equal("This is not a product file: these columns are missing: Title, Variant SKU, Variant Grams.", new Messages(strict: true).Text(Language.English, refused));
    }

    [Fact]
    public async Task Text_in_another_encoding_is_refused_and_not_stored_as_wrong_letters()
    {
        var latin = await Sheet.ReadAsync(Encoding.Latin1.GetBytes($"{Sheet.Columns}\npot,Théière,,,teaware,,,A,1,1,1,"));
        var workbook = await Sheet.ReadAsync([0x50, 0x4B, 3, 4, 0xFF, 0xFE, 0, 0]);

        Assert.Equal("import.not-text", latin.File.Refusal?.Code);
        Assert.Equal("import.not-text", workbook.File.Refusal?.Code);
    }

    [Fact]
    public async Task Mark_line_ends_quotes_and_empty_lines_are_read_as_spreadsheets_write_them()
    {
        var text = $"\uFEFF{Sheet.Columns}\r\npot,\"A \"\"fine\"\" pot, green\",\"Line one\r\n\r\nLine two\",,teaware,,,TP-1,780,,26.80,\r\n,,,,,,,,,,,\r\n\r\ncup,Cup,,,teaware,,,C-1,x,,5,\r\n";

        var utf8 = await Sheet.ReadAsync(text);
        var utf16 = await Sheet.ReadAsync(Encoding.Unicode.GetPreamble().Concat(Encoding.Unicode.GetBytes(text[1..])).ToArray());

        Assert.All(new[] { utf8, utf16 }, sheet =>
        {
            var english = sheet.Only.Draft.Facts.Texts["en"];
            Assert.Equal("A \"fine\" pot, green", english.Title);
            Assert.Equal("Line one\n\nLine two", english.Description);
            Assert.Equal(2, sheet.File.Value.Rows);
            Assert.Equal(["7 Variant Grams: import.weight-wrong"], sheet.Problems);
        });
    }

    [Fact]
    public async Task Unknown_columns_are_passed_over_with_a_notice()
    {
        var sheet = await Sheet.ReadAsync($"{Sheet.Columns},Gift Card,SEO Title\n{Sheet.Good},FALSE,x");

        Assert.Single(sheet.Products);
        Assert.Equal(["1 Gift Card: import.column-ignored", "1 SEO Title: import.column-ignored"], sheet.Notices);
    }

    [Fact]
    public async Task Column_names_are_found_in_any_case_and_order() =>
        Assert.Single((await Sheet.ReadAsync("VARIANT PRICE,handle, Title ,category,variant sku,Variant grams\n5,pot,Pot,teaware,A,1")).Products);

    [Fact]
    public async Task More_rows_or_bytes_than_allowed_are_refused()
    {
        var rows = new StringBuilder(Sheet.Columns).Append('\n');
        for (var i = 0; i <= ImportListings.MostRows; i++) rows.Append("p,,,,,,,,,,,\n");

        Assert.Equal("import.too-many-rows", (await Sheet.ReadAsync(rows.ToString())).File.Refusal?.Code);
        Assert.Equal("import.too-large", (await Sheet.ReadAsync(new byte[ImportListings.LargestBytes + 1])).File.Refusal?.Code);
    }

    [Fact]
    public async Task Rows_of_one_product_belong_together_wherever_they_stand()
    {
        var sheet = await Sheet.ReadAsync(
            $"{Sheet.Columns}\npot,Pot,,,teaware,Size,S,P-S,1,,5,\ncup,Cup,,,teaware,,,C,1,,5,\nPOT,,,,,,L,P-L,2,,6,\n");

        Assert.Equal(["P-S", "P-L"], sheet.Products[0].Draft.Variants.Select(v => v.Sku));
        Assert.Equal("cup", sheet.Products[1].Draft.Facts.Handle);
    }

    [Fact]
    public async Task A_row_without_a_handle_is_reported_alone()
    {
        var sheet = await Sheet.ReadAsync($"{Sheet.Columns}\n{Sheet.Good}\n,Nobody,,,teaware,,,X,1,,5,\n");

        Assert.Single(sheet.Products);
        Assert.Equal(["3 Handle: import.handle-missing"], sheet.Problems);
    }

    [Fact]
    public void Every_reason_has_its_sentence_in_every_language()
    {
        var messages = new Messages(strict: true);
        var fixedOnes = typeof(ImportRefusals).GetFields().Select(f => f.GetValue(null)).OfType<Refusal>();
        Refusal[] made =
        [
            ImportRefusals.ColumnsMissing(["Title"]), ImportRefusals.ColumnTwice("Title"), ImportRefusals.QuoteOpen(3), ImportRefusals.TooLong(20), ImportRefusals.PriceWrong(new Currency("KWD")),
            ImportRefusals.Differs(2), ImportRefusals.SkuTwice(2), ImportRefusals.SkuMade("A"),
        ];

        Assert.All(fixedOnes.Concat(made), refusal => Assert.All(Language.All, language => Assert.NotEqual("", messages.Text(language, refusal))));
    }
}
