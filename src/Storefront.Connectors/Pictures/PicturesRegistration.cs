using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Storefront.Data;

namespace Storefront.Connectors.Pictures;

public static class PicturesRegistration
{
    /// <param name="section">The section <c>Pictures</c>.</param>
    public static IServiceCollection AddPictures(this IServiceCollection services, IConfiguration section)
    {
        services.AddSingleton(section.Get<PictureSettings>() ?? new PictureSettings());
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<IResizePictures, VipsPictures>();
        return services;
    }
}
