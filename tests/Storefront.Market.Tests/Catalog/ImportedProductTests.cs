using Storefront.Catalog;

namespace Storefront.Market.Tests.Catalog;

public sealed class ImportedProductTests
{
    [Theory]
    [InlineData("EUR", "12.5", 1250)]
    [InlineData("JPY", "1200.00", 1200)]
    [InlineData("KWD", "3.125", 3125)]
    [InlineData("HUF", "4990", 499000)]
    public async Task Prices_are_exact_in_the_merchants_currency(string currency, string price, long minor)
    {
        var sheet = await Sheet.ReadAsync($"{Sheet.Columns}\npot,Pot,,,teaware,,,A,1,,{price},", currency);

        Assert.Equal(new Money(minor, new Currency(currency)), sheet.Only.Draft.Variants[0].Facts.Price);
    }

    [Theory]
    [InlineData("EUR", "1.234")]
    [InlineData("JPY", "1200.50")]
    [InlineData("EUR", "\"1,234.00\"")]
    [InlineData("EUR", "€5")]
    [InlineData("EUR", "-5")]
    [InlineData("EUR", "0")]
    [InlineData("EUR", "0.00")]
    [InlineData("EUR", "1e5")]
    [InlineData("EUR", "٥")]
    [InlineData("EUR", "99999999999999999999")]
    [InlineData("EUR", "")]
    public async Task A_price_that_is_none_is_reported_with_line_and_column(string currency, string price)
    {
        var sheet = await Sheet.ReadAsync($"{Sheet.Columns}\npot,Pot,,,teaware,,,A,1,,{price},", currency);

        Assert.Empty(sheet.Products);
        Assert.Equal(["2 Variant Price: import.price-wrong"], sheet.Problems);
    }

    [Theory]
    [InlineData("0", null)]
    [InlineData("-5", null)]
    [InlineData("", null)]
    [InlineData("1e3", null)]
    [InlineData("1000001", null)]
    [InlineData("453.592", 454)]
    [InlineData("500.0", 500)]
    public async Task Weights_are_above_zero_and_fractions_are_rounded_up(string cell, int? grams)
    {
        var sheet = await Sheet.ReadAsync($"{Sheet.Columns}\npot,Pot,,,teaware,,,A,{cell},,5,");

        Assert.Equal(grams, sheet.Products.Count == 1 ? sheet.Only.Draft.Variants[0].Facts.Weight.Grams : null);
        Assert.Equal(grams is null ? ["2 Variant Grams: import.weight-wrong"] : [], sheet.Problems);
    }

    [Theory]
    [InlineData("HS Code", "69.11", "import.hs-code-wrong")]
    [InlineData("Origin", "China", "import.country-unknown")]
    [InlineData("Origin", "ZZ", "import.country-unknown")]
    [InlineData("Language", "tlh", "import.language-unknown")]
    [InlineData("Status", "live", "import.status-unknown")]
    [InlineData("Published", "perhaps", "import.neither-yes-nor-no")]
    [InlineData("Battery", "lithium", "import.neither-yes-nor-no")]
    [InlineData("Variant Barcode", "4006381333931-X", "import.barcode-wrong")]
    [InlineData("Variant Compare At Price", "abc", "import.price-wrong")]
    [InlineData("Image Position", "0", "import.number-wrong")]
    [InlineData("Length mm", "0", "import.size-wrong")]
    [InlineData("Width mm", "10.5", "import.size-wrong")]
    [InlineData("Option2 Value", "Red", "import.cell-missing")]
    [InlineData("Body:fr", "Sans titre", "import.cell-missing")]
    [InlineData("Title:en", "Another title", "import.language-twice")]
    public async Task A_bad_cell_is_reported_with_its_column_and_the_product_is_left_out(string column, string cell, string code)
    {
        var sheet = await Sheet.WithAsync(column, cell);

        Assert.Empty(sheet.Products);
        Assert.Contains(code, sheet.Problems.Select(p => p.Split(": ")[1]));
    }

    [Theory]
    [InlineData("HS Code", "6911.10.00")]
    [InlineData("Origin", "cn")]
    [InlineData("Status", "Active")]
    [InlineData("Battery", "TRUE")]
    [InlineData("Variant Barcode", "4006381333931")]
    public async Task Cells_as_people_write_them_are_taken(string column, string cell) => Assert.Single((await Sheet.WithAsync(column, cell)).Products);

    [Fact]
    public async Task All_bad_cells_are_reported_at_once()
    {
        var sheet = await Sheet.ReadAsync($"{Sheet.Columns}\npot,,,,nowhere,,,,0,1.5,free,C:\\pot.png\n");

        Assert.Equal(
            [
                "2 Variant Price: import.price-wrong", "2 Variant Grams: import.weight-wrong", "2 Variant Inventory Qty: import.stock-wrong", "2 Category: catalog.unknown-category",
                "2 Title: import.cell-missing", "2 Image Src: import.picture-not-ours",
            ],
            sheet.Problems);
    }

    [Fact]
    public async Task A_category_is_found_by_key_or_by_its_name_in_any_language()
    {
        Assert.Equal("teaware", (await Sheet.ReadAsync("Handle,Title,Type,Variant SKU,Variant Grams,Variant Price\npot,Pot,théières ET tasses,A,1,5")).Only.Draft.Facts.Category);
        Assert.Equal(["2 Category: import.cell-missing"], (await Sheet.ReadAsync("Handle,Title,Type,Variant SKU,Variant Grams,Variant Price\npot,Pot,,A,1,5")).Problems);
    }

    [Fact]
    public async Task Options_become_keys_and_names_and_each_row_a_variant()
    {
        var sheet = await Sheet.ReadAsync(
            $"{Sheet.Columns},Option2 Name,Option2 Value\n"
            + "pot,Pot,,,teaware,Size,S,P-S-G,700,,5,,Color,Sea green\npot,,,,,,M,P-M-G,900,,6,,,Sea green\npot,,,,,,M,P-M-青,900,,6,,,青瓷\n");

        var draft = sheet.Only.Draft;
        Assert.Equal(["size", "colour"], draft.Facts.Options.Select(o => o.Key));
        Assert.Equal(["Sea green", "青瓷"], draft.Facts.Options[1].Values.Select(v => v.Name["en"]));
        Assert.Equal(["s/sea-green", "m/sea-green", "m/value-2"], draft.Variants.Select(v => $"{v.Facts.Values["size"]}/{v.Facts.Values["colour"]}"));
    }

    [Fact]
    public async Task The_layouts_word_for_no_options_is_not_an_option()
    {
        var draft = (await Sheet.ReadAsync($"{Sheet.Columns}\npot,Pot,,,teaware,Title,Default Title,A,1,,5,")).Only.Draft;

        Assert.Empty(draft.Facts.Options);
        Assert.Empty(draft.Variants[0].Facts.Values);
    }

    [Fact]
    public async Task The_same_options_twice_and_the_same_number_twice_are_reported()
    {
        var sheet = await Sheet.ReadAsync($"{Sheet.Columns}\npot,Pot,,,teaware,Size,S,A,1,,5,\npot,,,,,,S,B,1,,5,\npot,,,,,,L,a,1,,5,\n");

        Assert.Equal(["3 Option1 Value: import.variant-twice", "4 Variant SKU: import.sku-twice"], sheet.Problems);
    }

    [Fact]
    public async Task Two_products_under_one_handle_are_noticed_by_what_differs()
    {
        var sheet = await Sheet.ReadAsync($"{Sheet.Columns}\npot,Pot,,,teaware,Size,S,A,1,,5,\npot,Another pot,,,teaware,,L,B,1,,5,\n");

        Assert.Equal(["3 Title: import.differs"], sheet.Problems);
    }

    [Fact]
    public async Task A_comma_that_was_not_quoted_shows_as_a_cell_too_many() =>
        Assert.Contains("2 : import.too-many-cells", (await Sheet.ReadAsync($"{Sheet.Columns}\npot,Pot, green,A pot.,Longjing,teaware,,,TP-1,780,10,26.80,/img/pot.svg")).Problems);

    [Fact]
    public async Task A_size_given_once_is_that_of_all_rows_and_half_a_size_is_none()
    {
        var sheet = await Sheet.ReadAsync(
            $"{Sheet.Columns},Length mm,Width mm,Height mm\npot,Pot,,,teaware,Size,S,A,1,,5,,100,300,200\npot,,,,,,L,B,1,,5,,,,\ncup,Cup,,,teaware,,,C,1,,5,,10,,10\n");

        Assert.All(sheet.Only.Draft.Variants, v => Assert.Equal(new Dimensions(300, 200, 100), v.Facts.Size));
        Assert.Equal(["4 Width mm: import.size-incomplete"], sheet.Problems);
    }

    [Fact]
    public async Task Pictures_come_in_their_order_and_none_is_fetched()
    {
        var sheet = await Sheet.ReadAsync(
            $"{Sheet.Columns},Image Position,Image Alt Text\npot,Pot,,,teaware,,,A,1,,5,/img/b.svg,2,Side\npot,,,,,,,,,,,/files/ab/c-1.webp,1,Front\npot,,,,,,,,,,,https://cdn.example/pot.jpg,3,\n");

        Assert.Equal(["/files/ab/c-1.webp", "/img/b.svg"], sheet.Only.Draft.Pictures.Select(p => p.Url));
        Assert.Equal("Front", sheet.Only.Draft.Pictures[0].Alt["en"]);
        Assert.Equal(["4 Image Src: import.picture-not-fetched"], sheet.Notices);
        Assert.Single(sheet.Only.Draft.Variants);
    }

    [Theory]
    [InlineData("/img/../secret.txt")]
    [InlineData("/files/a b.webp")]
    [InlineData("/files//a.webp")]
    [InlineData("/files/.git/config")]
    [InlineData("/filesystem/a.webp")]
    [InlineData("javascript:alert(1)")]
    [InlineData("data:image/png;base64")]
    [InlineData("file:///etc/passwd")]
    [InlineData("/img/%2e%2e/x.svg")]
    public async Task A_picture_path_that_is_not_ours_is_reported(string path) =>
        Assert.Equal(["2 Image Src: import.picture-not-ours"], (await Sheet.ReadAsync($"{Sheet.Columns}\npot,Pot,,,teaware,,,A,1,,5,{path}")).Problems);

    [Fact]
    public async Task Translations_are_taken_by_language()
    {
        var texts = (await Sheet.ReadAsync($"{Sheet.Columns},Language,Title:en,Body:en,Title:zh-Hans,Title:ar\n{Sheet.Good},fr,Teapot EN,<p>A <i>pot</i></p>,茶壶,\n")).Only.Draft.Facts;

        Assert.Equal("fr", texts.Language);
        Assert.Equal(["fr", "en", "zh-Hans"], texts.Texts.Keys);
        Assert.Equal("A *pot*", texts.Texts["en"].Description);
        Assert.Equal("茶壶", texts.Texts["zh-Hans"].Title);
    }

    [Fact]
    public async Task A_script_in_a_name_stays_text_and_control_characters_go()
    {
        var facts = (await Sheet.ReadAsync($"{Sheet.Columns}\npot,\"<script>alert(1)</script>\u0000\nPot\",,,teaware,,,A,1,,5,")).Only.Draft.Facts;

        Assert.Equal("<script>alert(1)</script>  Pot", facts.Texts["en"].Title);
    }

    [Fact]
    public async Task A_cell_that_an_export_guarded_against_spreadsheets_comes_back_as_it_was()
    {
        var line = Csv.Line("pot", "=cmd|' /C calc'!A0", "- one\n- two", "@brand", "teaware", "", "", "-1A", "1", "", "5", "");
        Assert.Contains("'=cmd", line);

        var draft = (await Sheet.ReadAsync($"{Sheet.Columns}\n{line}")).Only.Draft;

        Assert.Equal(("=cmd|' /C calc'!A0", "- one\n- two"), (draft.Facts.Texts["en"].Title, draft.Facts.Texts["en"].Description));
        Assert.Equal(("@brand", "-1A"), (draft.Facts.Brand, draft.Variants[0].Sku));
    }

    [Fact]
    public async Task A_price_compared_with_that_is_not_higher_is_passed_over_with_a_notice()
    {
        var same = await Sheet.WithAsync("Variant Compare At Price", "26.80");
        var higher = await Sheet.WithAsync("Variant Compare At Price", "30");

        Assert.Null(same.Only.Draft.Variants[0].Facts.ListPrice);
        Assert.Equal(["2 Variant Compare At Price: import.list-price-ignored"], same.Notices);
        Assert.Equal(3000, higher.Only.Draft.Variants[0].Facts.ListPrice?.Minor);
    }

    [Fact]
    public async Task A_row_without_an_article_number_gets_one_that_stays_the_same()
    {
        var sheet = await Sheet.ReadAsync($"{Sheet.Columns}\npot,Pot,,,teaware,Size,S,,1,,5,\npot,,,,,,L,,1,,5,\n");

        Assert.Equal(["pot-s", "pot-l"], sheet.Only.Draft.Variants.Select(v => v.Sku));
        Assert.Equal(["2 Variant SKU: import.sku-made", "3 Variant SKU: import.sku-made"], sheet.Notices);
    }

    [Theory]
    [InlineData("active", "", true)]
    [InlineData("active", "FALSE", false)]
    [InlineData("draft", "TRUE", false)]
    [InlineData("archived", "", false)]
    [InlineData("", "TRUE", true)]
    [InlineData("", "", null)]
    public async Task The_file_says_whether_a_product_is_shown(string status, string published, bool? shown) =>
        Assert.Equal(shown, (await Sheet.ReadAsync($"{Sheet.Columns},Status,Published\n{Sheet.Good},{status},{published}")).Only.Shown);
}
