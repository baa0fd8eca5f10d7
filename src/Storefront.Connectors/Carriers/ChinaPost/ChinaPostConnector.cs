using Storefront.Connectors.Carriers.Wire;
using Storefront.Pricing;
using Storefront.Shipping;

namespace Storefront.Connectors.Carriers.ChinaPost;

/// <summary>China Post's ePacket, small packets out of China, over the XML interface of its shipping platform.</summary>
/// <remarks>Source: shipping.ems.com.cn, as public clients use it; checked 2026-11-30. Not run against the real service.
/// To be confirmed with the carrier: the calls for labels and for deleting an order, and the limits of size, which are general knowledge; that value and mass of an item are of all its pieces together, as most clients
/// send them; names of countries other than the United States; the time zone and the sentences of a parcel's way; what a second deleting answers; the print code 03 for a label of 4 x 6 inches.
/// There is no call for prices: merchants keep a rate card.</remarks>
internal sealed class ChinaPostConnector(ChinaPostSettings settings, CarrierWire wire, TimeProvider clock, CurrentRates rates) : ICarrierConnector
{
    public const string Authenticate = "authenticate";

    public const string CustomerCode = "customer-code";

    public const string VipCode = "vip-code";

    public const string SenderDivision = "sender-division";

    public const string Collection = "collection";

    public const string Collected = "Collected by courier";

    public const string EPacket = "epacket";

    public string Key => "china-post";

    public string Name => "China Post";

    public IReadOnlyList<CredentialField> Fields { get; } =
    [
        new(Authenticate, "Authenticate") { IsSecret = true, Hint = "The token that China Post issued" },
        new(CustomerCode, "Customer code", CarrierAbility.Buy),
        new(VipCode, "VIP code") { IsOptional = true },
        new(SenderDivision, "Division code of the sender", CarrierAbility.Buy) { Hint = "Six digits of the county, such as 320113" },
        new(Collection, "Hand-over") { IsOptional = true, Choices = [Collected, "Dropped off"] },
    ];

    public IReadOnlyList<CarrierAbility> Abilities { get; } = CarrierAbilities.Of(typeof(ChinaPostCarrier));

    public string ServiceName(string serviceKey) => serviceKey == EPacket ? "ePacket" : serviceKey;

    /// <summary>An order has no field for a tax number, and no word about who pays.</summary>
    public IncotermAbility IncotermsOf(string serviceKey) => IncotermAbility.AtDoorOnly;

    public string? Instead(CarrierAbility ability) => ability == CarrierAbility.Pickup ? "pickup-post" : null;

    public ICarrier Open(CarrierCredentials credentials) => new ChinaPostCarrier(this, credentials, settings, wire, clock, rates);
}
