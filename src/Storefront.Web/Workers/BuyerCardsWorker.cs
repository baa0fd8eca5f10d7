using Storefront.Shipping;
using Storefront.Web.Hosting;

namespace Storefront.Web.Workers;

/// <summary>The rate cards by which buyers pay.</summary>
public sealed class BuyerCardsWorker(FollowBuyerCards follow, CurrentBuyerCards current, BrowseCache pages, ILogger<BuyerCardsWorker> log) : PriceTableWorker(follow.RunAsync, () => current.Edition, pages, log);
