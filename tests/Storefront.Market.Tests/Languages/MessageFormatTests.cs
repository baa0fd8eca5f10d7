using Storefront.Languages;

namespace Storefront.Market.Tests.Languages;

public sealed class MessageFormatTests
{
    private static string Say(string pattern, params MessageArgument[] arguments) => Say(Language.English, pattern, arguments);

    private static string Say(Language language, string pattern, params MessageArgument[] arguments) =>
        MessageFormat.Parse(pattern, language.Plurals, "test").Format(language.Format, arguments);

    [Fact]
    public void Plain_words_stay_as_they_are() => Assert.Equal("Add to basket", Say("Add to basket"));

    [Fact]
    public void Plain_words_are_not_copied()
    {
        var message = MessageFormat.Parse("Add to basket", PluralRules.For("en"));

        Assert.Same(message.Format(Language.English.Format), message.Format(Language.English.Format));
    }

    [Fact]
    public void An_empty_message_is_empty() => Assert.Equal("", Say(""));

    [Fact]
    public void A_value_takes_the_place_of_its_name() => Assert.Equal("Ships from China.", Say("Ships from {country}.", ("country", "China")));

    [Fact]
    public void Numbers_money_days_and_weights_are_written_as_the_language_writes_them()
    {
        Assert.Equal("1,234.5", Say("{x}", ("x", 1234.5m)));
        Assert.Equal("1,235", Say("{x, number, integer}", ("x", 1234.5m)));
        Assert.Equal("€12.50", Say("{x, money}", ("x", new Money(1250, Currency.Eur))));
        Assert.Equal("3 December 2026", Say("{x, date}", ("x", new DateOnly(2026, 12, 3))));
        Assert.Equal("3 Dec 2026", Say("{x, date, short}", ("x", new DateOnly(2026, 12, 3))));
        Assert.Equal("14:07 (UTC)", Say("{x, time}", ("x", new DateTime(2026, 12, 3, 14, 7, 0, DateTimeKind.Utc))));
        Assert.Equal("2.1 kg", Say("{x, weight}", ("x", new Weight(2100))));
        Assert.Equal("8.1%", Say("{x, percent}", ("x", PartsPerMillion.FromPercent(8.1m))));
    }

    [Fact]
    public void Countries_and_currencies_are_called_by_their_names()
    {
        Assert.Equal("Germany", Say("{x}", ("x", new Country("DE"))));
        Assert.Equal("Allemagne", Say(Language.French, "{x, country}", ("x", "DE")));
        Assert.Equal("US dollar", Say("{x, currency}", ("x", "USD")));
        Assert.Equal("Atlantis", Say("{x, country}", ("x", "Atlantis")));
    }

    [Theory]
    [InlineData(0, "Empty")]
    [InlineData(1, "1 item")]
    [InlineData(2, "2 items")]
    [InlineData(1200, "1,200 items")]
    public void A_plural_prefers_the_exact_number_then_the_category(int count, string expected) =>
        Assert.Equal(expected, Say("{count, plural, =0 {Empty} one {# item} other {# items}}", ("count", count)));

    [Fact]
    public void A_category_that_is_not_written_falls_to_other() => Assert.Equal("1 items", Say("{n, plural, other {# items}}", ("n", 1)));

    [Fact]
    public void An_offset_counts_the_others() =>
        Assert.Equal("Ann and 1 other", Say("{n, plural, offset:1 =1 {Ann} one {Ann and # other} other {Ann and # others}}", ("n", 2)));

    [Fact]
    public void A_select_chooses_by_word()
    {
        const string Pattern = "{kind, select, gift {A gift} other {An order}}";

        Assert.Equal("A gift", Say(Pattern, ("kind", "gift")));
        Assert.Equal("An order", Say(Pattern, ("kind", "sale")));
    }

    [Fact]
    public void The_number_sign_means_the_nearest_plural_also_through_a_select() =>
        Assert.Equal(
            "3 parcels with 1 item",
            Say(
                "{p, plural, one {# parcel} other {{x, select, a {# parcels with {i, plural, one {# item} other {# items}}} other {}}}}",
                ("p", 3),
                ("x", "a"),
                ("i", 1)));

    [Fact]
    public void A_number_sign_outside_a_plural_is_itself() => Assert.Equal("#7", Say("#{n}", ("n", 7)));

    [Theory]
    [InlineData("It's {n}", "It's 5")]
    [InlineData("It''s {n}", "It's 5")]
    [InlineData("'{n}' is {n}", "{n} is 5")]
    [InlineData("'{it''s}'", "{it's}")]
    [InlineData("{n, plural, other {'#' #}}", "# 5")]
    public void Apostrophes_quote_as_in_ICU(string pattern, string expected) => Assert.Equal(expected, Say(pattern, ("n", 5)));

    [Theory]
    [InlineData("a } b", 2)]
    [InlineData("a {", 3)]
    [InlineData("a {}", 3)]
    [InlineData("{n", 2)]
    [InlineData("{n, numbr}", 4)]
    [InlineData("{n, number, roman}", 4)]
    [InlineData("{n, plural, one {x}}", 20)]
    [InlineData("{n, plural, some {x} other {y}}", 12)]
    [InlineData("{n, plural, one {x} one {y} other {z}}", 23)]
    [InlineData("{n, select, a {x}}", 18)]
    [InlineData("{n, plural, other {x}", 21)]
    [InlineData("'{never", 0)]
    [InlineData("{n, plural, =x {a} other {b}}", 13)]
    public void A_pattern_that_is_not_well_formed_is_refused_with_key_and_place(string pattern, int position)
    {
        var fault = Assert.Throws<MessageFormatException>(() => MessageFormat.Parse(pattern, PluralRules.For("en"), "shop.title"));

        Assert.Equal(("shop.title", position), (fault.Key, fault.Position));
        Assert.Contains("shop.title", fault.Message);
    }

    [Fact]
    public void A_value_that_was_not_given_is_our_mistake() =>
        Assert.Contains("country", Assert.Throws<MessageFormatException>(() => Say("Ships from {country}")).Message);

    [Fact]
    public void A_value_of_the_wrong_kind_is_our_mistake() => Assert.Throws<MessageFormatException>(() => Say("{total, money}", ("total", 12)));

    [Fact]
    public void In_Arabic_foreign_text_and_money_are_isolated_and_numbers_are_not()
    {
        Assert.Equal("من \u2068Sony\u2069 3", Say(Language.Arabic, "من {who} {n}", ("who", "Sony"), ("n", 3)));
        Assert.Equal("\u206812.50\u00A0€\u2069", Say(Language.Arabic, "{x}", ("x", new Money(1250, Currency.Eur))));
    }

    [Fact]
    public void Right_to_left_text_is_isolated_in_a_left_to_right_sentence() =>
        Assert.Equal("By \u2068أحمد\u2069 (3)", Say("By {name} ({n})", ("name", "أحمد"), ("n", 3)));

    [Fact]
    public void A_link_stays_bare_so_that_mail_programs_find_its_end() =>
        Assert.Equal("الطلب: https://example.org/ar/orders/7", Say(Language.Arabic, "الطلب: {link}", ("link", "https://example.org/ar/orders/7")));

    [Fact]
    public void A_value_is_never_read_as_a_pattern() => Assert.Equal("{x} '#'", Say("{v}", ("v", "{x} '#'")));

    [Fact]
    public void Saying_a_sentence_with_values_makes_only_its_text()
    {
        var message = MessageFormat.Parse("{n, plural, one {# review} other {# reviews}}, {total, money}", PluralRules.For("en"));
        var format = Language.English.Format;
        for (var i = 0; i < 100; i++) _ = message.Format(format, ("n", i), ("total", new Money(i, Currency.Eur)));

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++) _ = message.Format(format, ("n", 1234), ("total", new Money(123456, Currency.Eur)));
        var each = (GC.GetAllocatedBytesForCurrentThread() - before) / 1000;

        Assert.InRange(each, 1, 80);
    }
}
