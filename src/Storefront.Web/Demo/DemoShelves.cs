using Storefront.Catalog;
using Storefront.Search;
using Storefront.Web.Hosting;
using Storefront.Web.Shop;

namespace Storefront.Web.Demo;

/// <summary>Puts the demo market straight onto this node's shelves, without an order database behind it.</summary>
public sealed class DemoShelves(CatalogueCopy copy, MarketDirectory directory, StartOptions options, TimeProvider clock) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var demo = DemoCatalogue.Read();
        directory.Fill(
            [.. demo.Categories.Select((c, place) => Category.Of(c.Key, c.Parent, c.Name, place))],
            demo.Merchants.Select(m => new ShopMerchant(DemoCatalogue.IdOf(m), m.Key, DemoCatalogue.ProfileOf(m), new DateTime(m.OpenedYear, 1, 1, 0, 0, 0, DateTimeKind.Utc))));
        await copy.OpenAsync(Path.Combine(options.DataFolder, "catalogue.db"), cancel: cancellationToken);
        var sequence = copy.LastSequence;
        copy.Apply([.. demo.Copies(clock.GetUtcNow().UtcDateTime).Select(listing => new ListingChange(++sequence, listing.Id, listing))]);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
