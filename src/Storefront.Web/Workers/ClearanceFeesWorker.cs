using Storefront.Customs;
using Storefront.Web.Hosting;

namespace Storefront.Web.Workers;

/// <summary>The clearance fees that admins set or took in.</summary>
public sealed class ClearanceFeesWorker(FollowClearanceFees follow, CurrentClearanceFees current, BrowseCache pages, ILogger<ClearanceFeesWorker> log) : PriceTableWorker(follow.RunAsync, () => current.Edition, pages, log);
