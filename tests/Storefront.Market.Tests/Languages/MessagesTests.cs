using Storefront.Languages;

namespace Storefront.Market.Tests.Languages;

public sealed class MessagesTests
{
    private static readonly MessageText[] Texts =
    [
        new("en", "basket.title", "Basket"),
        new("fr", "basket.title", "Panier"),
        new("en", "basket.items", "{count, plural, one {# item} other {# items}}"),
        new("en", "basket.total", "Total {amount, money} to {country}"),
        new("en", "refusal.general", "That did not work."),
        new("en", "refusal.basket.quantity-not-whole", "From 1 to {most, number}."),
    ];

    private static Messages Strict { get; } = new(Texts, strict: true);

    private static Messages Kind { get; } = new(Texts, strict: false);

    [Fact]
    public void A_text_is_said_in_its_language() => Assert.Equal("Panier", Strict.Text(Language.French, "basket.title"));

    [Fact]
    public void A_text_that_a_language_lacks_is_said_in_English_with_English_plurals()
    {
        Assert.Equal("0 items", Strict.Text(Language.French, "basket.items", ("count", 0)));
        Assert.False(Strict.Speaks(Language.French, "basket.items"));
        Assert.True(Strict.Speaks(Language.French, "basket.title"));
    }

    [Fact]
    public void An_unknown_key_throws_where_messages_are_strict_and_shows_itself_elsewhere()
    {
        Assert.Throws<KeyNotFoundException>(() => Strict.Text(Language.English, "basket.titel"));
        Assert.Equal("basket.titel", Kind.Text(Language.English, "basket.titel"));
    }

    [Fact]
    public void A_missing_value_throws_where_messages_are_strict_and_shows_its_name_elsewhere()
    {
        Assert.Throws<MessageFormatException>(() => Strict.Text(Language.English, "basket.total", ("country", "France")));
        Assert.Equal("Total {amount} to France", Kind.Text(Language.English, "basket.total", ("country", "France")));
    }

    [Fact]
    public void A_refusal_is_said_with_its_values() =>
        Assert.Equal("From 1 to 99.", Strict.Text(Language.English, new Refusal("basket.quantity-not-whole").With("most", 99)));

    [Fact]
    public void A_refusal_without_a_sentence_gets_the_general_one_where_messages_are_not_strict()
    {
        Assert.Equal("That did not work.", Kind.Text(Language.English, new Refusal("basket.unheard-of")));
        Assert.Throws<KeyNotFoundException>(() => Strict.Text(Language.English, new Refusal("basket.unheard-of")));
    }

    [Fact]
    public void Pieces_tell_words_from_values()
    {
        var parts = Strict.Parts(Language.English, "basket.total", ("amount", new Money(1250, Currency.Eur)), ("country", "France"));

        Assert.Equal([new("Total ", null), new("€12.50", "amount"), new(" to ", null), new MessagePart("France", "country")], parts);
    }

    [Fact]
    public void A_key_that_comes_twice_in_a_language_is_refused() =>
        Assert.Throws<MessageFormatException>(() => new Messages([.. Texts, new MessageText("en", "basket.title", "Cart")], strict: true));

    [Fact]
    public void The_built_in_messages_load_and_words_reach_them()
    {
        var words = new Messages(strict: true).In(Language.English);

        Assert.Equal("Basket", words["basket.title"]);
        Assert.Equal("Basket, 3 items", words.Text("common.basket-count", ("count", 3)));
        Assert.Equal("France", words.Name(new Country("FR")));
    }
}
