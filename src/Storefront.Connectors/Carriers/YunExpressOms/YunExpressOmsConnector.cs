using Storefront.Connectors.Carriers.Wire;
using Storefront.Shipping;

namespace Storefront.Connectors.Carriers.YunExpressOms;

/// <summary>YunExpress over its interface of the first generation (OMS), for merchants who have a customer code and no application yet. Its keys are others, and it can do less, so it is a carrier of its own here.</summary>
/// <remarks>Source: oms.api.yunexpress.com, as public clients use it; checked 2026-11-30. Not run against the real service.
/// To be confirmed with the carrier: that it answers over an encrypted connection; that 1006 says that nobody has the number, and the status 6 that the order was deleted, which are general knowledge; the time zone of a parcel's way,
/// taken for China's; its node codes; that who is not known is told so by the status; for which products duty prepaid (G0) is to be asked for; the hosts of labels.
/// Its price trial's answer is not described: merchants keep a rate card.</remarks>
internal sealed class YunExpressOmsConnector(YunExpressOmsSettings settings, CarrierWire wire, TimeProvider clock) : ICarrierConnector
{
    public const string CustomerCode = "customer-code";

    public const string ApiSecret = "api-secret";

    /// <summary>An order has a field for an IOSS number.</summary>
    private static readonly IncotermAbility Numbers = new(true, true, ["IOSS"]);

    public string Key => "yunexpress-oms";

    public string Name => "YunExpress (OMS)";

    public IReadOnlyList<CredentialField> Fields { get; } =
    [
        new(CustomerCode, "Customer code") { Hint = "Of the older interface; whoever has an App ID takes YunExpress" },
        new(ApiSecret, "API secret") { IsSecret = true },
    ];

    public IReadOnlyList<CarrierAbility> Abilities { get; } = CarrierAbilities.Of(typeof(YunExpressOmsCarrier));

    /// <summary>Products are the customer's own: their codes are their names.</summary>
    public string ServiceName(string serviceKey) => serviceKey;

    public IncotermAbility IncotermsOf(string serviceKey) => Numbers;

    public string? Instead(CarrierAbility ability) => ability == CarrierAbility.Pickup ? "pickup-warehouse" : null;

    /// <summary>Parcels begin at a warehouse of theirs, to which a domestic carrier may bring them.</summary>
    public Country? SortsIn { get; } = new Country("CN");

    public ICarrier Open(CarrierCredentials credentials) => new YunExpressOmsCarrier(this, credentials, settings, wire, clock);
}
