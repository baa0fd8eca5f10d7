using Microsoft.Extensions.Logging;
using Storefront.Catalog;
using Storefront.Customs;
using Storefront.Pricing;
using Storefront.Search;
using Storefront.Shipping.Areas;
using Storefront.Shipping.Rates;
using Storefront.Web.Demo;
using Storefront.Web.Hosting;

namespace Storefront.Web.Shop;

/// <summary>What browse pages are made from: the catalogue copy, the market's directory and the landed-cost tables.</summary>
public static class ShopFloor
{
    public static IServiceCollection AddShopFloor(this IServiceCollection services, StartOptions options)
    {
        services.AddSingleton(s => s.GetRequiredService<LandedCostTables>().Tariffs);
        services.AddSingleton(s => s.GetRequiredService<LandedCostTables>().Areas);
        services.AddSingleton(s => s.GetRequiredService<LandedCostTables>().RegionalTaxes);
        services.AddSingleton<LandedPrices>();
        services.AddSingleton<MarketDirectory>();
        services.AddSingleton<Alternatives>();
        services.AddCatalogueSearch((provider, search) =>
        {
            var rates = provider.GetRequiredService<CurrentRates>();
            var directory = provider.GetRequiredService<MarketDirectory>();
            search.ToEuroCents = amount => rates.Now is var now && now.Knows(amount.Currency) ? now.Convert(amount, Currency.Eur, Rounding.HalfUp).Minor : null;
            search.CategoryName = directory.CategoryName;
        });
        return services;
    }
}
