using Microsoft.Extensions.DependencyInjection;
using Storefront.Shipping;

namespace Storefront.Connectors.Documents;

public static class DocumentsRegistration
{
    public static IServiceCollection AddDocuments(this IServiceCollection services)
    {
        services.AddSingleton<DocumentLibraries>();
        services.AddSingleton<IDrawDocuments, PangoDocuments>();
        return services;
    }
}
