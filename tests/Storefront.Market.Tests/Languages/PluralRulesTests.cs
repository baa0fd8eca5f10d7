using Storefront.Languages;

namespace Storefront.Market.Tests.Languages;

/// <summary>The numbers come from the examples of CLDR's plural tables.</summary>
public sealed class PluralRulesTests
{
    [Theory]
    [InlineData("en", "one: 1; other: 0 2 1.5 11 1000000")]
    [InlineData("de", "one: 1; other: 0 2 1.5 21")]
    [InlineData("tr", "one: 1; other: 0 2 1.5")]
    [InlineData("es", "one: 1; many: 1000000 2000000; other: 0 2 1.5 1000001")]
    [InlineData("it", "one: 1; many: 1000000; other: 0 2 1.5")]
    [InlineData("fr", "one: 0 1 1.5; many: 1000000; other: 2 2.5 1000001")]
    [InlineData("pt-BR", "one: 0 1 1.5; many: 1000000; other: 2 2.5")]
    [InlineData("ru", "one: 1 21 101; few: 2 24 102; many: 0 5 11 12 14 100 111; other: 1.5")]
    [InlineData("pl", "one: 1; few: 2 22 104; many: 0 5 11 12 21 112; other: 1.5")]
    [InlineData("ar", "zero: 0; one: 1; two: 2; few: 3 10 103 110; many: 11 99 111; other: 100 102 1.5 1000000")]
    [InlineData("zh-Hans", "other: 0 1 2 1.5 1000000")]
    [InlineData("ja", "other: 0 1 5")]
    [InlineData("ko", "other: 0 1 5")]
    [InlineData("id", "other: 0 1 5")]
    public void Each_language_counts_as_its_table_says(string tag, string table)
    {
        var rules = PluralRules.For(tag);

        foreach (var row in table.Split("; "))
        {
            var (category, numbers) = row.Split(": ") switch { [var c, var n] => (Enum.Parse<PluralCategory>(c, ignoreCase: true), n), _ => throw new FormatException(row) };
            Assert.Contains(category, rules.Categories);
            foreach (var number in numbers.Split(' ')) Assert.Equal((number, category), (number, rules.Choose(decimal.Parse(number, System.Globalization.CultureInfo.InvariantCulture))));
        }
    }

    [Fact]
    public void A_negative_number_counts_as_its_distance_from_zero() => Assert.Equal(PluralCategory.One, PluralRules.For("en").Choose(-1));

    [Fact]
    public void A_language_without_rules_is_our_mistake() => Assert.Throws<ArgumentException>(() => PluralRules.For("tlh"));
}
