using Storefront.Customs;
using Storefront.Web.Hosting;

namespace Storefront.Web.Workers;

/// <summary>The duty rates that admins took in or set.</summary>
public sealed class DutiesWorker(FollowDuties follow, CurrentDuties current, BrowseCache pages, ILogger<DutiesWorker> log) : PriceTableWorker(follow.RunAsync, () => current.Edition, pages, log);
