using Storefront.Shipping;

namespace Storefront.Market.Tests.Documents;

public sealed class CustomsFormsTests
{
    private static readonly SdrRate Rate = new(Currency.Eur, 1.17176m, new DateOnly(2025, 10, 20), "test");

    [Theory]
    [InlineData(351_52, CustomsForm.Cn22)]
    [InlineData(351_53, CustomsForm.Cn23)]
    [InlineData(1, CustomsForm.Cn22)]
    [InlineData(9_999_99, CustomsForm.Cn23)]
    public void Below_three_hundred_special_drawing_rights_the_short_form_is_enough(long cents, CustomsForm form) =>
        Assert.Equal(form, CustomsForms.For(new Money(cents, Currency.Eur), Rate));

    [Fact]
    public void Exactly_three_hundred_takes_the_full_form() =>
        Assert.Equal(CustomsForm.Cn23, CustomsForms.For(new Money(300_00, Currency.Usd), Rate with { Currency = Currency.Usd, UnitsPerSdr = 1m }));

    [Theory]
    [InlineData(MailStream.LetterPost, CustomsForm.Cn22)]
    [InlineData(MailStream.ParcelPost, CustomsForm.Cn23)]
    [InlineData(MailStream.Express, CustomsForm.Cn23)]
    public void Parcels_and_express_mail_take_the_full_form_at_any_value(MailStream mail, CustomsForm form) =>
        Assert.Equal(form, CustomsForms.For(new Money(10_00, Currency.Eur), Rate, mail));

    [Fact]
    public void A_value_in_another_currency_than_the_rate_is_a_mistake() =>
        Assert.Throws<CurrencyMismatchException>(() => CustomsForms.For(new Money(1, Currency.Usd), Rate));
}
