using Storefront.Connectors.Carriers.Wire;
using Storefront.Shipping;

namespace Storefront.Connectors.Carriers.YunExpress;

/// <summary>YunExpress, cross-border parcels out of China, over its open interface of the second generation.</summary>
/// <remarks>Source: openapi.yunexpress.cn, as public clients use it; checked 2026-11-30. Not run against the real service.
/// To be confirmed with the carrier: the path of tracking and its node codes; what order/info answers about a number that nobody has (so that there is no label counts only when tracking says N as well);
/// that all lines of a trial calculation of one product add up; for which products duty prepaid (G0) is to be asked for; the hosts of labels.</remarks>
internal sealed class YunExpressConnector(YunExpressSettings settings, CarrierWire wire, CarrierTokens tokens, TimeProvider clock) : ICarrierConnector
{
    public const string AppId = "app-id";

    public const string AppSecret = "app-secret";

    public const string SourceKey = "source-key";

    /// <summary>An order has a field for an IOSS number and one for a VAT number.</summary>
    private static readonly IncotermAbility Numbers = new(true, true, ["IOSS", "GB-VAT", "CH-VAT"]);

    public string Key => "yunexpress";

    public string Name => "YunExpress";

    public IReadOnlyList<CredentialField> Fields { get; } =
    [
        new(AppId, "App ID"),
        new(AppSecret, "App secret") { IsSecret = true },
        new(SourceKey, "Source key") { IsSecret = true },
    ];

    public IReadOnlyList<CarrierAbility> Abilities { get; } = CarrierAbilities.Of(typeof(YunExpressCarrier));

    /// <summary>Products are the customer's own: their codes are their names.</summary>
    public string ServiceName(string serviceKey) => serviceKey;

    public IncotermAbility IncotermsOf(string serviceKey) => Numbers;

    public string? Instead(CarrierAbility ability) => ability == CarrierAbility.Pickup ? "pickup-warehouse" : null;

    /// <summary>Parcels begin at a warehouse of theirs, to which a domestic carrier may bring them.</summary>
    public Country? SortsIn { get; } = new Country("CN");

    public ICarrier Open(CarrierCredentials credentials) => new YunExpressCarrier(this, credentials, settings, wire, tokens, clock);
}
