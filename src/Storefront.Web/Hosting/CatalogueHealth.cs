using Microsoft.Extensions.Diagnostics.HealthChecks;
using Storefront.Web.Shop;

namespace Storefront.Web.Hosting;

/// <summary>A node is ready when its own catalogue copy can be read. The order database is not asked: browsing goes on without it.</summary>
public sealed class CatalogueHealth(MarketDirectory directory) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(directory.IsFilled ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy("The catalogue copy is not filled yet."));
}
