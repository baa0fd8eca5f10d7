using Storefront.Connectors.Carriers.Wire;
using Storefront.Shipping;

namespace Storefront.Connectors.Carriers.YtoExpress;

/// <summary>YTO Express inside China, such as to a consolidation warehouse from which another carrier goes abroad. The platform opens every interface by itself, with keys of its own.</summary>
/// <remarks>Source: open.yto.net.cn, as public clients use it; checked 2026-11-30. Not run against the real service.
/// To be confirmed with the carrier: that the order number alone makes an order unique (public clients say so: asked again, it gives the same waybill); the codes S02, S03 and S07, which are those of its older
/// interfaces; the codes INBOUND, FORWARDING, TMS_RETURN; the push, which is described of the older generation; what a second cancelling answers. Of the generation before see <see cref="YtoOlder"/>. Prices are not asked: the list price's answer is not described.</remarks>
internal sealed class YtoConnector(YtoSettings settings, CarrierWire wire, TimeProvider clock) : ICarrierConnector
{
    public const string UserId = "user-id";

    public const string PushSecret = "push-secret";

    public string Key => "yto";

    public string Name => "YTO Express";

    public IReadOnlyList<CredentialField> Fields { get; } =
    [
        new(UserId, "Platform id", CarrierAbility.Buy, CarrierAbility.FetchLabel, CarrierAbility.Void, CarrierAbility.Track) { Hint = "Six characters, in the address of every interface in the console" },
        .. Keys(CarrierAbility.Buy, "privacy_create_adapter"),
        .. Keys(CarrierAbility.FetchLabel, "waybill_print_adapter"),
        .. Keys(CarrierAbility.Void, "korder_cancel_adapter"),
        .. Keys(CarrierAbility.Track, "track_query_adapter"),
        .. YtoOlder.Fields,
        new(PushSecret, "Push secret", CarrierAbility.News) { IsSecret = true, Hint = "Of the tracking push" },
    ];

    public IReadOnlyList<CarrierAbility> Abilities { get; } = CarrierAbilities.Of(typeof(YtoCarrier));

    public static string CustomerCode(CarrierAbility ability) => $"{Prefix(ability)}-customer-code";

    public static string Secret(CarrierAbility ability) => $"{Prefix(ability)}-secret";

    public string ServiceName(string serviceKey) => serviceKey switch
    {
        "PK" => "Standard",
        "YZD" => "Time-definite",
        _ => serviceKey,
    };

    /// <summary>No parcel crosses a border with it.</summary>
    public IncotermAbility IncotermsOf(string serviceKey) => IncotermAbility.AtDoorOnly;

    public string? Instead(CarrierAbility ability) => ability switch
    {
        CarrierAbility.Quote => "quote-contract",
        CarrierAbility.Pickup => "pickup-branch",
        CarrierAbility.Return => "return-inside",
        _ => null,
    };

    /// <summary>All that it does is to go inside China.</summary>
    public FirstMileOffer? FirstMile { get; } = new(new Country("CN"), ["PK", "YZD"]);

    public ICarrier Open(CarrierCredentials credentials) => new YtoCarrier(this, credentials, settings, wire, clock);

    private static string Prefix(CarrierAbility ability) => ability switch
    {
        CarrierAbility.Buy => "order",
        CarrierAbility.FetchLabel => "print",
        CarrierAbility.Void => "cancel",
        CarrierAbility.Track => "track",
        _ => throw new ArgumentOutOfRangeException(nameof(ability), ability, "No interface."),
    };

    private static IEnumerable<CredentialField> Keys(CarrierAbility ability, string adapter) =>
    [
        new(CustomerCode(ability), $"Customer code, {adapter}", ability),
        new(Secret(ability), $"Secret, {adapter}", ability) { IsSecret = true },
    ];
}
