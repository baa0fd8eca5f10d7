using Storefront.Shipping.Lanes;
using Storefront.Web.Hosting;

namespace Storefront.Web.Workers;

/// <summary>The lane notices that hold; one also begins or ends by itself.</summary>
public sealed class LanesWorker(FollowLanes follow, CurrentLanes current, BrowseCache pages, ILogger<LanesWorker> log) : PriceTableWorker(follow.RunAsync, () => current.Edition, pages, log);
