using Microsoft.Extensions.DependencyInjection;

namespace Storefront.Search;

public static class CatalogueSearchRegistration
{
    /// <summary>Adds the node's <see cref="CatalogueCopy"/>. It is empty until <see cref="CatalogueCopy.OpenAsync"/> has been called.</summary>
    public static IServiceCollection AddCatalogueSearch(this IServiceCollection services, Action<CatalogueSearchOptions>? configure = null) =>
        services.AddCatalogueSearch((_, options) => configure?.Invoke(options));

    /// <summary>As above, where the options need other services, such as the rate table.</summary>
    public static IServiceCollection AddCatalogueSearch(this IServiceCollection services, Action<IServiceProvider, CatalogueSearchOptions> configure) =>
        services.AddSingleton(provider =>
        {
            var options = new CatalogueSearchOptions();
            configure(provider, options);
            return new CatalogueCopy(options);
        });
}
