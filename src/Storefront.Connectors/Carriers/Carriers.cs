using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Storefront.Connectors.Carriers.Cainiao;
using Storefront.Connectors.Carriers.CainiaoGlobal;
using Storefront.Connectors.Carriers.ChinaPost;
using Storefront.Connectors.Carriers.DhlExpress;
using Storefront.Connectors.Carriers.EasyPost;
using Storefront.Connectors.Carriers.FedEx;
using Storefront.Connectors.Carriers.FourPx;
using Storefront.Connectors.Carriers.Karrio;
using Storefront.Connectors.Carriers.Sandbox;
using Storefront.Connectors.Carriers.Ups;
using Storefront.Connectors.Carriers.Usps;
using Storefront.Connectors.Carriers.Wire;
using Storefront.Connectors.Carriers.YtoExpress;
using Storefront.Connectors.Carriers.YunExpress;
using Storefront.Connectors.Carriers.YunExpressOms;
using Storefront.Shipping;

namespace Storefront.Connectors.Carriers;

/// <summary>The carriers that this build knows; each is one line here and its own folder.</summary>
public static class Carriers
{
    /// <param name="configuration">The section <c>Carriers</c>.</param>
    public static IServiceCollection AddCarriers(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<ITellCarriedGoods>(CarriedGoods.BuiltIn);
        services.AddSandboxCarrier(configuration.GetSection("Sandbox"));
        var wire = configuration.GetSection("Wire").Get<CarrierWireSettings>() ?? new CarrierWireSettings();
        services.AddSingleton(s => new CarrierWire(CarrierWire.Client(), wire, s.GetRequiredService<TimeProvider>(), s.GetRequiredService<ILogger<CarrierWire>>()));
        services.AddSingleton<CarrierTokens>();
        services.AddConnector<CainiaoConnector, CainiaoSettings>(configuration.GetSection("Cainiao"));
        services.AddConnector<CainiaoGlobalConnector, CainiaoGlobalSettings>(configuration.GetSection("CainiaoGlobal"));
        services.AddConnector<ChinaPostConnector, ChinaPostSettings>(configuration.GetSection("ChinaPost"));
        services.AddConnector<DhlExpressConnector, DhlExpressSettings>(configuration.GetSection("DhlExpress"));
        services.AddConnector<EasyPostConnector, EasyPostSettings>(configuration.GetSection("EasyPost"));
        services.AddConnector<FedExConnector, FedExSettings>(configuration.GetSection("FedEx"));
        services.AddConnector<FourPxConnector, FourPxSettings>(configuration.GetSection("FourPx"));
        services.AddConnector<KarrioConnector, KarrioSettings>(configuration.GetSection("Karrio"));
        services.AddConnector<UpsConnector, UpsSettings>(configuration.GetSection("Ups"));
        services.AddConnector<UspsConnector, UspsSettings>(configuration.GetSection("Usps"));
        services.AddConnector<YtoConnector, YtoSettings>(configuration.GetSection("YtoExpress"));
        services.AddConnector<YunExpressConnector, YunExpressSettings>(configuration.GetSection("YunExpress"));
        services.AddConnector<YunExpressOmsConnector, YunExpressOmsSettings>(configuration.GetSection("YunExpressOms"));
        return services;
    }

    private static void AddConnector<TConnector, TSettings>(this IServiceCollection services, IConfiguration section)
        where TConnector : class, ICarrierConnector
        where TSettings : class, new()
    {
        services.AddSingleton(section.Get<TSettings>() ?? new TSettings());
        services.AddSingleton<ICarrierConnector, TConnector>();
    }
}
