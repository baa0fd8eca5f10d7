using Storefront.Customs;
using Storefront.Web.Hosting;

namespace Storefront.Web.Workers;

/// <summary>The merchants' licences that are approved.</summary>
public sealed class LicencesWorker(FollowLicences follow, CurrentLicences current, BrowseCache pages, ILogger<LicencesWorker> log) : PriceTableWorker(follow.RunAsync, () => current.Edition, pages, log);
