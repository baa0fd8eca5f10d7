using Storefront.Connectors.Carriers.Wire;
using Storefront.Shipping;

namespace Storefront.Connectors.Carriers.FourPx;

/// <summary>4PX, cross-border parcels out of China, over the open platform FOP.</summary>
/// <remarks>Source: open.4px.com, as public clients use it; checked 2026-11-22. Not run against the real service.</remarks>
internal sealed class FourPxConnector(FourPxSettings settings, CarrierWire wire, TimeProvider clock) : ICarrierConnector
{
    public const string AppKey = "app-key";

    public const string AppSecret = "app-secret";

    /// <summary>An order has a field for an IOSS number and one for a VAT number.</summary>
    private static readonly IncotermAbility Numbers = new(true, true, ["IOSS", "GB-VAT", "CH-VAT"]);

    public string Key => "4px";

    public string Name => "4PX";

    public IReadOnlyList<CredentialField> Fields { get; } =
    [
        new(AppKey, "App key") { Hint = "open.4px.com, application" },
        new(AppSecret, "App secret") { IsSecret = true },
    ];

    public IReadOnlyList<CarrierAbility> Abilities { get; } = CarrierAbilities.Of(typeof(FourPxCarrier));

    /// <summary>Products are the customer's own: their codes are their names.</summary>
    public string ServiceName(string serviceKey) => serviceKey;

    public IncotermAbility IncotermsOf(string serviceKey) => Numbers;

    public string? Instead(CarrierAbility ability) => ability == CarrierAbility.Pickup ? "pickup-warehouse" : null;

    /// <summary>Parcels begin at a warehouse of theirs, to which a domestic carrier may bring them.</summary>
    public Country? SortsIn { get; } = new Country("CN");

    public ICarrier Open(CarrierCredentials credentials) => new FourPxCarrier(this, credentials, settings, wire, clock);
}
