using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Storefront.Pricing;
using Storefront.Shipping;

namespace Storefront.Connectors.Tests.Carriers;

public sealed class CarriersTests
{
    [Fact]
    public void Every_carrier_can_be_made_has_a_key_of_its_own_and_opens_without_a_call()
    {
        var services = new ServiceCollection().AddLogging().AddSingleton(TimeProvider.System).AddSingleton(new CurrentRates(ExchangeRates.BuiltIn));
        Storefront.Connectors.Carriers.Carriers.AddCarriers(services, new ConfigurationBuilder().Build());
        using var provider = services.BuildServiceProvider(validateScopes: true);

        var connectors = provider.GetServices<ICarrierConnector>().ToList();

        Assert.Equal(connectors.Count, connectors.Select(c => c.Key).Distinct().Count());
        Assert.Superset(new HashSet<string> { "4px", "cainiao", "cainiao-global", "china-post", "dhl-express", "easypost", "fedex", "karrio", "ups", "usps", "yto", "yunexpress", "yunexpress-oms" }, connectors.Select(c => c.Key).ToHashSet());
        Assert.All(connectors, c => Assert.Equal(c.Abilities, CarrierAbilities.Of(c.Open(new CarrierCredentials([], isTest: true)).GetType())));
    }
}
