namespace Storefront.Market.Tests.Primitives;

public sealed class ValueTests
{
    [Theory]
    [InlineData("6911.10", "691110", "69", "6911")]
    [InlineData("6109 10 0010", "6109100010", "61", "6109")]
    public void An_HS_code_is_read_as_people_write_it(string text, string digits, string chapter, string heading)
    {
        Assert.True(HsCode.TryParse(text, out var code));
        Assert.Equal((digits, chapter, heading), (code.Digits, code.Chapter, code.Heading));
    }

    [Theory]
    [InlineData("61091")]
    [InlineData("61091000101")]
    [InlineData("6109a0")]
    [InlineData("٦١٠٩١٠")]
    [InlineData(null)]
    public void What_is_not_six_to_ten_digits_is_no_HS_code(string? text) => Assert.False(HsCode.TryParse(text, out _));

    [Theory]
    [InlineData(" de ", "DE")]
    [InlineData("xk", "XK")]
    public void A_country_is_two_letters(string text, string code)
    {
        Assert.True(Country.TryParse(text, out var country));
        Assert.Equal(code, country.Code);
    }

    [Theory]
    [InlineData("D")]
    [InlineData("DEU")]
    [InlineData("d1")]
    [InlineData("")]
    [InlineData(null)]
    public void Anything_else_is_no_country(string? text) => Assert.False(Country.TryParse(text, out _));

    [Theory]
    [InlineData("JPY", 0)]
    [InlineData("KRW", 0)]
    [InlineData("ISK", 0)]
    [InlineData("HUF", 2)]
    [InlineData("TWD", 2)]
    [InlineData("EUR", 2)]
    [InlineData("KWD", 3)]
    [InlineData("BHD", 3)]
    public void Minor_digits_follow_the_ISO_list(string code, int digits) => Assert.Equal(digits, new Currency(code).MinorDigits);

    [Fact]
    public void A_percentage_becomes_parts_per_million_exactly()
    {
        Assert.Equal(81_000, PartsPerMillion.FromPercent(8.1m).Value);
        Assert.Equal(25.5m, new PartsPerMillion(255_000).AsPercent);
        Assert.Throws<ArgumentException>(() => PartsPerMillion.FromPercent(0.00001m));
    }

    [Fact]
    public void Sides_are_sorted_and_volume_counts_as_weight_by_the_divisor()
    {
        var size = new Dimensions(100, 300, 200);

        Assert.Equal((300, 200, 100), (size.LengthMm, size.WidthMm, size.HeightMm));
        Assert.Equal(900, size.LengthPlusGirthMm);
        Assert.Equal(1200, size.Volumetric(5000).Grams);
        Assert.Equal(1, new Dimensions(1, 1, 1).Volumetric(8000).Grams);
    }

    [Fact]
    public void A_refusal_keeps_its_arguments_and_its_outcome_has_no_value()
    {
        Outcome<int> outcome = new Refusal("test.no").With("limit", 3).On("quantity");

        Assert.False(outcome.Succeeded);
        Assert.Equal(3, outcome.Refusal.Arguments["limit"]);
        Assert.Equal("quantity", outcome.Refusal.Field);
        Assert.Throws<InvalidOperationException>(() => outcome.Value);
    }

    [Theory]
    [InlineData("a,b", new[] { "a", "b" })]
    [InlineData("\"a,1\",\"b \"\"x\"\"\"", new[] { "a,1", "b \"x\"" })]
    [InlineData("a,\"two\nlines\",", new[] { "a", "two\nlines", "" })]
    public void CSV_cells_may_hold_commas_quotes_and_line_ends(string text, string[] cells) =>
        Assert.Equal(cells, Assert.Single(Csv.Read(new StringReader(text))));

    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("-2.50", "-2.50")]
    [InlineData("say \"hi\"", "\"say \"\"hi\"\"\"")]
    public void Written_cells_cannot_run_in_a_spreadsheet(string cell, string line) => Assert.Equal(line, Csv.Line(cell));
}
