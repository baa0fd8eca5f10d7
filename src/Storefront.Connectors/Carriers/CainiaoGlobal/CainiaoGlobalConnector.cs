using Storefront.Connectors.Carriers.Wire;
using Storefront.Shipping;

namespace Storefront.Connectors.Carriers.CainiaoGlobal;

/// <summary>Cainiao for orders of AliExpress sellers (<c>cainiao.global.*</c>), over the open platform of Taobao or that of AliExpress. Its keys, abilities and way of handing over are others than those of the LINK gateway,
/// so it is a carrier of its own here.</summary>
/// <remarks>Source: generated models of the platform's own kits, as public clients use them; checked 2026-11-30. Not run against the real service.
/// Every solution and every parcel belongs to a trade order of AliExpress: the order's number is sent as it stands here, so only an order that bears AliExpress's number can be priced or sent.
/// To be confirmed with the carrier: that prices are in minor units and times in days; that an order's code for the hand-over is LP and its number in fourteen digits; the shape in which the bag's PDF comes; the number by which
/// it knows the domestic carrier; which codes of failure are of the credentials and which of too many calls; that AliExpress's gateway answers these methods as Taobao's does.
/// Not described, so not built: the label of a single parcel (only a bag's papers are), cancelling a parcel, tracking, news.</remarks>
internal sealed class CainiaoGlobalConnector(CainiaoGlobalSettings settings, CarrierWire wire, TimeProvider clock) : ICarrierConnector
{
    public const string Platform = "platform";

    public const string AppKey = "app-key";

    public const string AppSecret = "app-secret";

    public const string Session = "session";

    public const string SellerKey = "seller-key";

    public const string Client = "client";

    public const string SenderAddress = "sender-address-id";

    public const string ReturnAddress = "return-address-id";

    public const string HandOver = "hand-over";

    public const string WarehouseCode = "warehouse-code";

    public const string DomesticCarrier = "domestic-carrier-id";

    public const string AliExpress = "AliExpress";

    /// <summary>A domestic carrier brings the bags, under a waybill that Cainiao is told.</summary>
    public const string SelfPost = "SELF_POST";

    /// <summary>The merchant brings them.</summary>
    public const string SelfSend = "SELF_SEND";

    /// <summary>Cainiao fetches them.</summary>
    public const string DoorPickup = "DOOR_PICKUP";

    public string Key => "cainiao-global";

    public string Name => "Cainiao (AliExpress)";

    public IReadOnlyList<CredentialField> Fields { get; } =
    [
        new(Platform, "Open platform") { Choices = [AliExpress, "Taobao"], Hint = "Where the application is registered; only orders that bear AliExpress’s number can be priced and sent" },
        new(AppKey, "App key"),
        new(AppSecret, "App secret") { IsSecret = true },
        new(Session, "Session") { IsSecret = true, Hint = "The seller’s access token; when it ends, give the new one here" },
        new(SellerKey, "Seller key", CarrierAbility.Buy, CarrierAbility.Manifest) { Hint = "top_user_key: what the application calls the seller" },
        new(Client, "Client", CarrierAbility.Manifest) { Hint = "ISV- or SELLER- and a name" },
        new(SenderAddress, "Sender address id", CarrierAbility.Buy, CarrierAbility.Manifest) { Hint = "Seller centre, shipping addresses" },
        new(ReturnAddress, "Return address id", CarrierAbility.Buy, CarrierAbility.Manifest) { IsOptional = true, Hint = "Else that of the sender" },
        new(HandOver, "Hand-over", CarrierAbility.Buy, CarrierAbility.Manifest) { Choices = [SelfPost, SelfSend, DoorPickup], Hint = "SELF_POST: another carrier brings the bags, and its waybill number is told to Cainiao with the manifest" },
        new(WarehouseCode, "Warehouse code", CarrierAbility.Buy) { IsOptional = true, Hint = "Of the sorting warehouse, where the solution asks for it" },
        new(DomesticCarrier, "Domestic carrier’s id", CarrierAbility.Manifest) { IsOptional = true, Hint = "Cainiao’s number of the carrier that brings the bags, for SELF_POST" },
    ];

    public IReadOnlyList<CarrierAbility> Abilities { get; } = CarrierAbilities.Of(typeof(CainiaoGlobalCarrier));

    /// <summary>Solutions are told with each offer; those that both interfaces sell have their names here.</summary>
    public string ServiceName(string serviceKey) => Cainiao.CainiaoSolutions.Name(serviceKey);

    /// <summary>An order has no field for tax numbers, nor for who pays.</summary>
    public IncotermAbility IncotermsOf(string serviceKey) => IncotermAbility.AtDoorOnly;

    public string? Instead(CarrierAbility ability) => ability switch
    {
        CarrierAbility.FetchLabel => "fetch-label-bag",
        CarrierAbility.Pickup => "pickup-warehouse",
        CarrierAbility.News => "news-nobody",
        _ => null,
    };

    /// <summary>Parcels begin at a warehouse of theirs, to which a domestic carrier may bring them.</summary>
    public Country? SortsIn { get; } = new Country("CN");

    public ICarrier Open(CarrierCredentials credentials) => new CainiaoGlobalCarrier(this, credentials, settings, wire, clock);
}
