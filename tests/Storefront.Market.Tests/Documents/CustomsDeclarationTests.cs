using Storefront.Shipping;

namespace Storefront.Market.Tests.Documents;

public sealed class CustomsDeclarationTests
{
    private static readonly CustomsLine Teapot = new("Celadon teapot, stoneware, 450 ml", 1, new Weight(620), new Money(24_00, Currency.Eur), new HsCode("691200"), new Country("CN"));
    private static readonly CustomsLine Cups = new("Porcelain tea cups", 4, new Weight(480), new Money(18_50, Currency.Eur), new HsCode("691110"), new Country("CN"));

    [Fact]
    public void A_complete_declaration_adds_up_its_lines()
    {
        var declared = CustomsDeclaration.Declare(CustomsCategory.SaleOfGoods, [Teapot, Cups], Incoterm.Ddp);

        Assert.Equal(new Money(42_50, Currency.Eur), declared.Value.TotalValue);
        Assert.Equal(new Weight(1100), declared.Value.TotalNetWeight);
    }

    [Theory]
    [InlineData("gift")]
    [InlineData("Spare parts")]
    [InlineData("Some clothes")]
    [InlineData("set of 3 items")]
    [InlineData("Samples, various")]
    [InlineData("123")]
    [InlineData("Marchandises")]
    public void A_vague_description_is_refused(string description)
    {
        var declared = CustomsDeclaration.Declare(CustomsCategory.SaleOfGoods, [Teapot, Cups with { Description = description }], Incoterm.Ddp);

        Assert.Equal("shipping.customs-description-vague", declared.Refusal?.Code);
        Assert.Equal("lines[1].description", declared.Refusal?.Field);
    }

    [Theory]
    [InlineData("Men's cotton T-shirts")]
    [InlineData("Toy bear, plush")]
    [InlineData("Bicycle spare parts, brake pads")]
    [InlineData("Théière en céramique")]
    [InlineData("Cà phê rang xay, roasted coffee")]
    public void A_description_that_customs_can_classify_is_taken(string description) =>
        Assert.True(CustomsDeclaration.Declare(CustomsCategory.SaleOfGoods, [Teapot with { Description = description }], Incoterm.Dap).Succeeded);

    public static TheoryData<string, string> Faults => new()
    {
        { "description", "shipping.customs-description-missing" },
        { "long", "shipping.customs-description-long" },
        { "script", "shipping.customs-description-script" },
        { "quantity", "shipping.customs-quantity-missing" },
        { "weight", "shipping.customs-weight-missing" },
        { "value", "shipping.customs-value-missing" },
        { "currency", "shipping.customs-currencies-mixed" },
        { "hs", "shipping.customs-hs-missing" },
        { "origin", "shipping.customs-origin-missing" },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public void An_incomplete_line_is_refused_with_what_is_missing(string part, string code)
    {
        var line = part switch
        {
            "description" => Teapot with { Description = " " },
            "long" => Teapot with { Description = new string('x', 121) },
            "script" => Teapot with { Description = "青瓷茶壶" },
            "quantity" => Teapot with { Quantity = 0 },
            "weight" => Teapot with { NetWeight = default },
            "value" => Teapot with { Value = Money.Zero(Currency.Eur) },
            "currency" => Teapot with { Value = new Money(1, Currency.Usd) },
            "hs" => Teapot with { HsCode = default },
            _ => Teapot with { Origin = default },
        };

        var declared = CustomsDeclaration.Declare(CustomsCategory.SaleOfGoods, [Cups, line], Incoterm.Ddp);

        Assert.Equal(code, declared.Refusal?.Code);
    }

    [Fact]
    public void A_declaration_without_lines_is_refused() =>
        Assert.Equal("shipping.customs-no-lines", CustomsDeclaration.Declare(CustomsCategory.Gift, [], Incoterm.Dap).Refusal?.Code);
}
