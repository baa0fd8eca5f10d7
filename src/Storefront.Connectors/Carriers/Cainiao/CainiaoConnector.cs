using Storefront.Connectors.Carriers.Wire;
using Storefront.Shipping;

namespace Storefront.Connectors.Carriers.Cainiao;

/// <summary>Cainiao Global Express, cross-border parcels out of China, over the LINK gateway (<c>cnge.*</c>).</summary>
/// <remarks>Source: open.cainiao.com, as public clients use it; meaning of the gateway's error codes by Alibaba's help page 107969 and public clients; checked 2026-11-30.
/// Not run against the real service. To be confirmed with the carrier: the beginnings of the action codes, prices in minor units for every solution, and what a second cancelling answers.
/// There is no call for prices: merchants keep a rate card per solution.</remarks>
internal sealed class CainiaoConnector(CainiaoSettings settings, CarrierWire wire, TimeProvider clock) : ICarrierConnector
{
    public const string ResourceCode = "resource-code";

    public const string AppSecret = "app-secret";

    public const string HandOverPort = "hand-over-port";

    public string Key => "cainiao";

    public string Name => "Cainiao";

    public IReadOnlyList<CredentialField> Fields { get; } =
    [
        new(ResourceCode, "Resource code") { Hint = "open.cainiao.com, application" },
        new(AppSecret, "App secret") { IsSecret = true },
        new(HandOverPort, "Port code") { IsOptional = true, Hint = "Airport or warehouse where parcels are handed over, such as CDG, for solutions that ask for it" },
    ];

    public IReadOnlyList<CarrierAbility> Abilities { get; } = CarrierAbilities.Of(typeof(CainiaoCarrier));

    public string ServiceName(string serviceKey) => CainiaoSolutions.Name(serviceKey);

    /// <summary>An order has room for one tax number, and no word about who pays.</summary>
    public IncotermAbility IncotermsOf(string serviceKey) => IncotermAbility.AtDoorOrByNumber;

    public string? Instead(CarrierAbility ability) => ability == CarrierAbility.Pickup ? "pickup-warehouse" : null;

    /// <summary>Parcels begin at a warehouse of theirs, to which a domestic carrier may bring them.</summary>
    public Country? SortsIn { get; } = new Country("CN");

    public ICarrier Open(CarrierCredentials credentials) => new CainiaoCarrier(this, credentials, settings, wire, clock);
}
