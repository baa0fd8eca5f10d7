using Storefront.Web.Shop.Basket;
using Storefront.Web.Shop.Checkout;
using Storefront.Web.Shop.Disputes;
using Storefront.Web.Shop.Orders;
using Storefront.Web.Shop.Returns;

namespace Storefront.Web.Shop;

/// <summary>Basket, checkout, orders, disputes and returns: their queries and the endpoints beside their pages.</summary>
public static class Selling
{
    public static IServiceCollection AddSelling(this IServiceCollection services) => services
        .AddScoped<ReadBasket>()
        .AddScoped<ReadCheckout>()
        .AddScoped<ReadOrder>()
        .AddScoped<ReadDispute>()
        .AddScoped<ReadReturn>()
        .AddScoped<EvidencePhotos>();

    public static void MapSelling(this IEndpointRouteBuilder app)
    {
        app.MapBasket();
        app.MapCheckout();
        app.MapOrders();
        app.MapDisputes();
        app.MapReturns();
    }
}
