using Storefront.Languages;

namespace Storefront.Market.Tests.Languages;

public sealed class FormatterTests
{
    private static readonly DateTime Instant = new(2026, 12, 3, 14, 7, 0, DateTimeKind.Utc);

    /// <summary>All kinds of spaces as the plain one, so that the expectations can be read.</summary>
    private static string Plain(string text) => text.Replace('\u00A0', ' ').Replace('\u202F', ' ');

    private static string Money(string tag, long minor, string currency) => Plain(Language.Of(tag).Format.Money(new Money(minor, new Currency(currency))));

    [Theory]
    [InlineData("en", 123450, "USD", "US$1,234.50")]
    [InlineData("en", 123450, "EUR", "€1,234.50")]
    [InlineData("en", 123450, "GBP", "£1,234.50")]
    [InlineData("en", 123450, "CHF", "CHF 1,234.50")]
    [InlineData("en", 1234567, "JPY", "JP¥1,234,567")]
    [InlineData("en", 1234567, "KWD", "KWD 1,234.567")]
    [InlineData("en", 1234567, "HUF", "HUF 12,345.67")]
    [InlineData("en", 5000, "ISK", "ISK 5,000")]
    [InlineData("en", 5, "EUR", "€0.05")]
    [InlineData("en", 5, "KWD", "KWD 0.005")]
    [InlineData("en", 0, "JPY", "JP¥0")]
    [InlineData("en", -1250, "EUR", "−€12.50")]
    [InlineData("en", 99999, "EUR", "€999.99")]
    [InlineData("en", 100000, "EUR", "€1,000.00")]
    [InlineData("en", long.MaxValue, "EUR", "€92,233,720,368,547,758.07")]
    [InlineData("en", long.MinValue, "EUR", "−€92,233,720,368,547,758.08")]
    [InlineData("zh-Hans", 123450, "CNY", "¥1,234.50")]
    [InlineData("zh-Hans", 123450, "USD", "US$1,234.50")]
    [InlineData("zh-Hans", 1234, "JPY", "JP¥1,234")]
    [InlineData("fr", 123450, "EUR", "1 234,50 €")]
    [InlineData("fr", 123450, "USD", "1 234,50 $US")]
    [InlineData("fr", 123450, "CHF", "1 234,50 CHF")]
    [InlineData("ar", 123450, "USD", "1,234.50 US$")]
    [InlineData("ar", 123450, "SAR", "1,234.50 ر.س")]
    [InlineData("ar", 1234567, "KWD", "1,234.567 د.ك")]
    public void Money_has_the_digits_of_its_currency_and_the_marks_of_the_language(string tag, long minor, string currency, string expected) =>
        Assert.Equal(expected, Money(tag, minor, currency));

    [Fact]
    public void Every_currency_can_be_written_and_named_in_every_language_and_no_two_look_alike()
    {
        foreach (var language in Language.All)
        {
            var texts = Currency.All.Select(c => language.Format.Money(new Money(1, c) * (int)c.MinorPerMajor)).ToList();
            Assert.Equal(texts.Count, texts.Distinct().Count());
            Assert.All(Currency.All, c => Assert.NotEmpty(Currencies.Name(c, language)));
        }
    }

    [Theory]
    [InlineData("HUF", 499_000, "HUF 4,990")]
    [InlineData("HUF", 499_050, "HUF 4,990.50")]
    [InlineData("TWD", 0, "NT$0")]
    [InlineData("EUR", 499_000, "€4,990.00")]
    public void F55_a_currency_hides_only_digits_that_are_zero_so_that_what_is_charged_can_be_read(string currency, long minor, string expected)
    {
        Assert.Equal(expected, Money("en", minor, currency));
        Assert.Equal(minor, new Money(minor, new Currency(currency)).Minor);
    }

    [Fact]
    public void Round_money_drops_only_zero_digits()
    {
        Assert.Equal("€50", Language.English.Format.RoundMoney(new Money(5000, Currency.Eur)));
        Assert.Equal("€50.50", Language.English.Format.RoundMoney(new Money(5050, Currency.Eur)));
        Assert.Equal("−€1,000", Language.English.Format.RoundMoney(new Money(-100000, Currency.Eur)));
    }

    [Theory]
    [InlineData("en", "1,234,567.5", "8.1%")]
    [InlineData("zh-Hans", "1,234,567.5", "8.1%")]
    [InlineData("fr", "1 234 567,5", "8,1 %")]
    [InlineData("ar", "1,234,567.5", "8.1%")]
    public void Numbers_and_shares(string tag, string number, string share)
    {
        var format = Language.Of(tag).Format;

        Assert.Equal(number, Plain(format.Number(1_234_567.5m)));
        Assert.Equal(share, Plain(format.Percent(PartsPerMillion.FromPercent(8.1m))));
    }

    [Theory]
    [InlineData("en", "3 December 2026", "3 Dec 2026", "3 December", "3 Dec", "Thursday 3 December")]
    [InlineData("zh-Hans", "2026年12月3日", "2026年12月3日", "12月3日", "12月3日", "12月3日星期四")]
    [InlineData("fr", "3 décembre 2026", "3 déc. 2026", "3 décembre", "3 déc.", "jeudi 3 décembre")]
    [InlineData("ar", "3 ديسمبر 2026", "3 ديسمبر 2026", "3 ديسمبر", "3 ديسمبر", "الخميس 3 ديسمبر")]
    public void Days(string tag, params string[] expected)
    {
        var format = Language.Of(tag).Format;
        var day = new DateOnly(2026, 12, 3);

        Assert.Equal(expected, Enum.GetValues<DateStyle>().Select(s => Plain(format.Date(day, s))));
    }

    [Fact]
    public void The_first_of_a_month_is_an_ordinal_in_French() => Assert.Equal("1er mai 2026", Language.French.Format.Date(new DateOnly(2026, 5, 1)));

    [Fact]
    public void An_Arabic_day_is_Gregorian() => Assert.Equal("5 مارس 2026", Language.Arabic.Format.Date(new DateOnly(2026, 3, 5)));

    [Theory]
    [InlineData("en", "3–8 December", "28 November – 3 December", "28 December 2026 – 3 January 2027", "3–8 Dec 2026")]
    [InlineData("zh-Hans", "12月3日至8日", "11月28日至12月3日", "2026年12月28日至2027年1月3日", "2026年12月3日至8日")]
    [InlineData("fr", "3–8 décembre", "28 novembre – 3 décembre", "28 décembre 2026 – 3 janvier 2027", "3–8 déc. 2026")]
    [InlineData("ar", "3–8 ديسمبر", "28 نوفمبر – 3 ديسمبر", "28 ديسمبر 2026 – 3 يناير 2027", "3–8 ديسمبر 2026")]
    public void Ranges_say_month_and_year_once_where_they_are_the_same(string tag, string inMonth, string inYear, string acrossYears, string shortWithYear)
    {
        var format = Language.Of(tag).Format;

        Assert.Equal(inMonth, Plain(format.DateRange(new(2026, 12, 3), new(2026, 12, 8))));
        Assert.Equal(inYear, Plain(format.DateRange(new(2026, 11, 28), new(2026, 12, 3))));
        Assert.Equal(acrossYears, Plain(format.DateRange(new(2026, 12, 28), new(2027, 1, 3))));
        Assert.Equal(shortWithYear, Plain(format.DateRange(new(2026, 12, 3), new(2026, 12, 8), DateStyle.Short)));
        Assert.Equal(format.Date(new(2026, 12, 3), DateStyle.Day), format.DateRange(new(2026, 12, 3), new(2026, 12, 3)));
    }

    [Theory]
    [InlineData("en", "14:07 (UTC)", "3 December 2026, 22:07 (UTC+8)")]
    [InlineData("zh-Hans", "14:07（UTC）", "2026年12月3日 22:07（UTC+8）")]
    [InlineData("fr", "14:07 (UTC)", "3 décembre 2026, 22:07 (UTC+8)")]
    [InlineData("ar", "14:07 (UTC)", "3 ديسمبر 2026، 22:07 (UTC+8)")]
    public void Times_carry_their_zone(string tag, string utc, string shanghai)
    {
        var format = Language.Of(tag).Format;

        Assert.Equal(utc, Plain(format.Time(Instant, TimeZoneInfo.Utc)));
        Assert.Equal(shanghai, Plain(format.DateTime(Instant, TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai"))));
    }

    [Fact]
    public void A_zone_off_the_hour_shows_its_minutes() =>
        Assert.Equal("10:37 (UTC-3:30)", Language.English.Format.Time(Instant, TimeZoneInfo.FindSystemTimeZoneById("America/St_Johns")));

    [Theory]
    [InlineData("en", "850 g", "2.1 kg", "24.5 cm", "30 × 20 × 9.5 cm")]
    [InlineData("zh-Hans", "850 克", "2.1 千克", "24.5 厘米", "30 × 20 × 9.5 厘米")]
    [InlineData("fr", "850 g", "2,1 kg", "24,5 cm", "30 × 20 × 9,5 cm")]
    [InlineData("ar", "850 غ", "2.1 كغ", "24.5 سم", "30 × 20 × 9.5 سم")]
    public void Weights_and_measures(string tag, string light, string heavy, string length, string size)
    {
        var format = Language.Of(tag).Format;

        Assert.Equal(light, Plain(format.Weight(new Weight(850))));
        Assert.Equal(heavy, Plain(format.Weight(new Weight(2100))));
        Assert.Equal(length, Plain(format.Length(245)));
        Assert.Equal(size, Plain(format.Size(new Dimensions(300, 200, 95))));
    }

    [Theory]
    [InlineData(23, "in 23 hours")]
    [InlineData(45, "in 45 hours")]
    [InlineData(48, "in 2 days")]
    public void Less_than_two_days_are_told_in_hours(int hours, string told) => Assert.Equal(told, Language.English.Format.Relative(Instant.AddHours(hours), Instant));

    [Theory]
    [InlineData("en", 400, "4.0")]
    [InlineData("en", 445, "4.5")]
    [InlineData("fr", 400, "4,0")]
    public void Average_stars_keep_the_digit_after_the_mark(string tag, int hundredths, string told) => Assert.Equal(told, Language.Of(tag).Format.Stars(hundredths));

    [Theory]
    [InlineData("en", "GB", "the United Kingdom")]
    [InlineData("en", "NL", "the Netherlands")]
    [InlineData("en", "US", "the United States")]
    [InlineData("en", "FR", "France")]
    [InlineData("fr", "NL", "Pays-Bas")]
    public void An_English_sentence_names_some_countries_with_their_article(string tag, string country, string told) =>
        Assert.Equal(told, new Messages(strict: true).In(Language.Of(tag)).NameInSentence(new Country(country)));

    [Theory]
    [InlineData("zh", "zh-Hans")]
    [InlineData("zh-CN", "zh-Hans")]
    [InlineData("zh-Hant-TW", "zh-Hans")]
    [InlineData("EN-gb", "en")]
    [InlineData("fr-CA", "fr")]
    [InlineData("ar-EG", "ar")]
    [InlineData("de", null)]
    [InlineData("p", null)]
    [InlineData("en-", null)]
    [InlineData("fr-CA-x-y", null)]
    [InlineData("french", null)]
    public void A_tag_with_region_or_script_leads_to_the_nearest_language(string tag, string? nearest) => Assert.Equal(nearest, Language.Nearest(tag)?.Tag);

    [Theory]
    [InlineData("en", "2 hours ago", "in 2 days", "just now", "A, B and C", "A and B")]
    [InlineData("zh-Hans", "2 小时前", "2 天后", "刚刚", "A、B和C", "A和B")]
    [InlineData("fr", "il y a 2 heures", "dans 2 jours", "à l’instant", "A, B et C", "A et B")]
    [InlineData("ar", "قبل ساعتين", "خلال يومين", "الآن", "A، B وC", "A وB")]
    public void Relative_times_and_lists(string tag, string past, string future, string now, string three, string two)
    {
        var format = Language.Of(tag).Format;

        Assert.Equal(past, format.Relative(Instant.AddMinutes(-150), Instant));
        Assert.Equal(future, format.Relative(Instant.AddHours(54), Instant));
        Assert.Equal(now, format.Relative(Instant.AddSeconds(-20), Instant));
        Assert.Equal(three, format.List(["A", "B", "C"]));
        Assert.Equal(two, format.List(["A", "B"]));
        Assert.Equal("A", format.List(["A"]));
        Assert.Equal("", format.List([]));
    }
}
