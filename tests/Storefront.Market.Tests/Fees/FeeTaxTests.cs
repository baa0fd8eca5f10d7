using Microsoft.Extensions.Options;
using Storefront.Customs;
using Storefront.Fees;

namespace Storefront.Market.Tests.Fees;

/// <summary>Value added tax on the commission: where the merchant is decides.</summary>
public sealed class FeeTaxTests
{
    private static readonly DateOnly Day = new(2026, 12, 1);

    [Theory]
    [InlineData("FR", "FR", null, FeeTaxKind.Domestic, 200_000, "FR")]
    [InlineData("FR", "FR", "FR83404833048", FeeTaxKind.Domestic, 200_000, "FR")]
    [InlineData("FR", "DE", "DE136695976", FeeTaxKind.ReverseCharge, 0, null)]
    [InlineData("FR", "DE", null, FeeTaxKind.Domestic, 200_000, "FR")]
    [InlineData("FR", "CN", null, FeeTaxKind.Outside, 0, null)]
    [InlineData("FR", "GB", "GB220430231", FeeTaxKind.Outside, 0, null)]
    [InlineData("GB", "GB", null, FeeTaxKind.Domestic, 200_000, "GB")]
    [InlineData("GB", "FR", "FR83404833048", FeeTaxKind.Outside, 0, null)]
    [InlineData("CH", "FR", null, FeeTaxKind.Outside, 0, null)]
    [InlineData("CH", "CH", null, FeeTaxKind.Domestic, 81_000, "CH")]
    [InlineData(null, "FR", null, FeeTaxKind.None, 0, null)]
    public void The_place_of_the_merchant_decides(string? platform, string merchant, string? vatNumber, FeeTaxKind kind, int ppm, string? country) =>
        Assert.Equal(new FeeTaxTerms(kind, new PartsPerMillion(ppm), country is null ? null : new Country(country)), Of(platform).TermsFor(new Country(merchant), vatNumber, Day));

    [Theory]
    [InlineData("France")]
    [InlineData("XX")]
    public void A_country_without_a_known_rate_stops_the_start(string country) => Assert.Throws<SettingsException>(() => Of(country));

    private static FeeTax Of(string? country) => new(Options.Create(new FeeSettings { Country = country }), ImportRules.BuiltIn, CustomsUnions.BuiltIn);
}
