using Storefront.Web.Shop.Basket;
using Storefront.Web.Shop.Checkout;
using Storefront.Web.Shop.Disputes;
using Storefront.Web.Shop.Orders;

namespace Storefront.Web.Shop;

/// <summary>Basket, checkout, orders and disputes: their queries and the endpoints beside their pages.</summary>
public static class Selling
{
    public static IServiceCollection AddSelling(this IServiceCollection services) => services
        .AddScoped<ReadBasket>()
        .AddScoped<ReadCheckout>()
        .AddScoped<ReadOrder>()
        .AddScoped<ReadDispute>()
        .AddScoped<EvidencePhotos>();

    public static void MapSelling(this IEndpointRouteBuilder app)
    {
        app.MapBasket();
        app.MapCheckout();
        app.MapOrders();
        app.MapDisputes();
    }
}
