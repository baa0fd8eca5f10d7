using Microsoft.Extensions.DependencyInjection;
using Storefront.Data.Outbox;
using Storefront.Merchants;

namespace Storefront.Catalog;

public static class CatalogRegistration
{
    public static IServiceCollection AddCatalog(this IServiceCollection services) => services
        .AddScoped<SaveListing>()
        .AddScoped<PublishListing>()
        .AddScoped<ListingsToday>()
        .AddScoped<ImportListings>()
        .AddScoped<ExportListings>()
        .AddScoped<MerchantListings>()
        .AddScoped<ListingOnDesk>()
        .AddScoped<CategoryShelves>()
        .AddScoped<HsCodesInUse>()
        .AddScoped<TakePicture>()
        .AddSingleton<CopiesSignal>()
        .AddSingleton<CopyEditions>()
        .AddSingleton<MakeCopies>()
        .AddHandler<ListingTouched, ListingTouchedHandler>()
        .AddHandler<MerchantJudged, MerchantJudgedHandler>();
}
