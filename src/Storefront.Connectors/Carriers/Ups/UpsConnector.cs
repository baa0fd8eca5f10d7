using System.Collections.Frozen;
using Storefront.Connectors.Carriers.Wire;
using Storefront.Shipping;

namespace Storefront.Connectors.Carriers.Ups;

/// <summary>UPS over its REST interfaces.</summary>
/// <remarks>Source: the message schemas and service codes that the open connector of karrio 2026.1.32 uses; checked 2026-11-22. Not run against the real service.
/// To be confirmed with the carrier: the codes of the marketplace collection numbers (IOSS 0356, VOEC 0357, HMRC 0358), pounds and inches for parcels out of the United States, three address lines of 35 characters,
/// references of 35 characters that stand at the package within the United States and at the shipment elsewhere, and the words by which surcharges for remote areas are known.
/// Of collections see <see cref="UpsCollections"/>. Of finding a shipment by a reference of ours see <see cref="UpsMapping.ByReference"/>: it tells the number alone, and its no proves nothing.</remarks>
internal sealed class UpsConnector(UpsSettings settings, CarrierWire wire, CarrierTokens tokens, TimeProvider clock) : ICarrierConnector
{
    public const string ClientId = "client-id";

    public const string ClientSecret = "client-secret";

    public const string Account = "account-number";

    private const string EconomyUnpaid = "17";

    private const string EconomyPaid = "72";

    /// <summary>A shipment names the number of a marketplace that collected, which is IOSS, VOEC or HMRC's.</summary>
    private static readonly IncotermAbility Collected = new(true, true, ["IOSS", "VOEC", "GB-VAT"]);

    private static readonly FrozenDictionary<string, string> Services = new Dictionary<string, string>
    {
        ["01"] = "Next Day Air", ["02"] = "2nd Day Air", ["03"] = "Ground", ["07"] = "Worldwide Express", ["08"] = "Worldwide Expedited", ["11"] = "Standard", ["12"] = "3 Day Select", ["13"] = "Next Day Air Saver",
        ["14"] = "Next Day Air Early", [EconomyUnpaid] = "Worldwide Economy DDU", ["54"] = "Worldwide Express Plus", ["59"] = "2nd Day Air A.M.", ["65"] = "Worldwide Saver", ["70"] = "Access Point Economy",
        [EconomyPaid] = "Worldwide Economy DDP", ["96"] = "Worldwide Express Freight",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public string Key => "ups";

    public string Name => "UPS";

    public IReadOnlyList<CredentialField> Fields { get; } =
    [
        new(ClientId, "Client ID") { Hint = "developer.ups.com, My Apps" },
        new(ClientSecret, "Client secret") { IsSecret = true },
        new(Account, "Shipper number") { Hint = "Six characters" },
    ];

    public IReadOnlyList<CarrierAbility> Abilities { get; } = CarrierAbilities.Of(typeof(UpsCarrier));

    public string ServiceName(string serviceKey) => Services.TryGetValue(serviceKey, out var name) ? $"UPS {name}" : serviceKey;

    /// <summary>Two services have it in their names; all others take either.</summary>
    public IncotermAbility IncotermsOf(string serviceKey) => serviceKey switch
    {
        EconomyUnpaid => IncotermAbility.AtDoorOnly,
        EconomyPaid => Collected with { AtDoor = false },
        _ => Collected,
    };

    public bool DeliversToPoint(string serviceKey) => UpsAccessPoints.Takes(serviceKey);

    public ICarrier Open(CarrierCredentials credentials) => new UpsCarrier(this, credentials, settings, wire, tokens, clock);
}
