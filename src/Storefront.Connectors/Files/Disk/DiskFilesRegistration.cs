using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Storefront.Data;

namespace Storefront.Connectors.Files.Disk;

public static class DiskFilesRegistration
{
    /// <param name="section">The section <c>Files:Disk</c>.</param>
    public static IServiceCollection AddDiskFiles(this IServiceCollection services, IConfiguration section) =>
        services.AddDiskFiles(section.Get<DiskFilesSettings>() ?? new DiskFilesSettings());

    public static IServiceCollection AddDiskFiles(this IServiceCollection services, DiskFilesSettings settings)
    {
        services.AddSingleton(settings);
        services.AddSingleton<IStoreFiles, DiskFiles>();
        return services;
    }
}
