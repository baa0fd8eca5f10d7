using Microsoft.Extensions.DependencyInjection;
using Storefront.Orders;
using Storefront.Shipping;

namespace Storefront.Connectors.Documents;

public static class DocumentsRegistration
{
    public static IServiceCollection AddDocuments(this IServiceCollection services)
    {
        services.AddSingleton<DocumentLibraries>();
        services.AddSingleton<PangoDocuments>();
        services.AddSingleton<IDrawDocuments>(provider => provider.GetRequiredService<PangoDocuments>());
        services.AddSingleton<IDrawStatements>(provider => provider.GetRequiredService<PangoDocuments>());
        return services;
    }
}
