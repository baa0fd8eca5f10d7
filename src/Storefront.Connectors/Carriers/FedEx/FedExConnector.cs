using System.Collections.Frozen;
using Storefront.Connectors.Carriers.Wire;
using Storefront.Shipping;

namespace Storefront.Connectors.Carriers.FedEx;

/// <summary>FedEx over its REST interfaces. They give out one pair of keys for rates and shipments and another for tracking.</summary>
/// <remarks>Source: the message schemas and service names that the open connector of karrio 2026.1.32 uses; checked 2026-11-22. Not run against the real service.
/// To be confirmed with the carrier: thirty numbers a tracking call, the kinds of surcharges for remote areas (OUT_OF_DELIVERY_AREA, OUT_OF_PICKUP_AREA, DELIVERY_AREA), IOSS and VOEC as numbers of a union with their names as usage,
/// three address lines of 35 characters, references of 40 characters as <c>CUSTOMER_REFERENCE</c>, states of two letters, and the special service <c>BATTERY</c>.
/// Of collections see <see cref="FedExCollections"/>. Of finding a shipment by a reference of ours see <see cref="FedExMapping.ByReference"/>: it tells the number alone, and its no proves nothing.</remarks>
internal sealed class FedExConnector(FedExSettings settings, CarrierWire wire, CarrierTokens tokens, TimeProvider clock) : ICarrierConnector
{
    public const string ApiKey = "api-key";

    public const string SecretKey = "secret-key";

    public const string Account = "account-number";

    public const string TrackApiKey = "track-api-key";

    public const string TrackSecretKey = "track-secret-key";

    private static readonly FrozenDictionary<string, string> Services = new Dictionary<string, string>
    {
        ["FEDEX_INTERNATIONAL_PRIORITY_EXPRESS"] = "International Priority Express", ["FEDEX_INTERNATIONAL_PRIORITY"] = "International Priority", ["INTERNATIONAL_ECONOMY"] = "International Economy",
        ["INTERNATIONAL_FIRST"] = "International First", ["FEDEX_INTERNATIONAL_CONNECT_PLUS"] = "International Connect Plus", ["FEDEX_GROUND"] = "Ground", ["GROUND_HOME_DELIVERY"] = "Home Delivery", ["FEDEX_2_DAY"] = "2Day",
        ["STANDARD_OVERNIGHT"] = "Standard Overnight", ["PRIORITY_OVERNIGHT"] = "Priority Overnight", ["FIRST_OVERNIGHT"] = "First Overnight", ["FEDEX_EXPRESS_SAVER"] = "Express Saver", ["SMART_POST"] = "Ground Economy",
        ["FEDEX_REGIONAL_ECONOMY"] = "Regional Economy",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly CarrierAbility[] Shipping = [CarrierAbility.Quote, CarrierAbility.Buy, CarrierAbility.Void, CarrierAbility.Pickup, CarrierAbility.PickupPoints, CarrierAbility.Return];

    public string Key => "fedex";

    public string Name => "FedEx";

    public IReadOnlyList<CredentialField> Fields { get; } =
    [
        new(ApiKey, "API key", Shipping) { Hint = "developer.fedex.com, project for rates and shipping" },
        new(SecretKey, "Secret key", Shipping) { IsSecret = true },
        new(Account, "Account number", Shipping) { Hint = "Nine digits" },
        new(TrackApiKey, "API key for tracking", CarrierAbility.Track) { Hint = "developer.fedex.com, project for tracking" },
        new(TrackSecretKey, "Secret key for tracking", CarrierAbility.Track) { IsSecret = true },
    ];

    public IReadOnlyList<CarrierAbility> Abilities { get; } = CarrierAbilities.Of(typeof(FedExCarrier));

    public string ServiceName(string serviceKey) => Services.TryGetValue(serviceKey, out var name) ? $"FedEx {name}" : serviceKey;

    public IncotermAbility IncotermsOf(string serviceKey) => IncotermAbility.Either;

    public bool DeliversToPoint(string serviceKey) => FedExLocations.Takes(serviceKey);

    public ICarrier Open(CarrierCredentials credentials) => new FedExCarrier(this, credentials, settings, wire, tokens, clock);
}
