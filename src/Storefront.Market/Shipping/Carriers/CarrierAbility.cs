namespace Storefront.Shipping;

/// <summary>What carriers can do for us; no carrier can do all of it.</summary>
public enum CarrierAbility
{
    /// <summary>Says what a parcel would cost: <see cref="IQuoteRates"/>.</summary>
    Quote,

    /// <summary>Sells a label: <see cref="IBuyLabels"/>.</summary>
    Buy,

    /// <summary>Gives a label's file after it was bought: <see cref="IFetchLabels"/>.</summary>
    FetchLabel,

    /// <summary>Takes an unused label back: <see cref="IVoidLabels"/>.</summary>
    Void,

    /// <summary>Answers where parcels are: <see cref="ITrackParcels"/>.</summary>
    Track,

    /// <summary>Sends somebody to collect parcels: <see cref="IBookPickups"/>.</summary>
    Pickup,

    /// <summary>Makes the paper that is signed when many parcels are handed over: <see cref="IMakeManifests"/>.</summary>
    Manifest,

    /// <summary>Is told of each parcel that it gets: <see cref="ITakeHandOvers"/>.</summary>
    HandOver,

    /// <summary>Tells us by itself where parcels are: <see cref="IPushNews"/>.</summary>
    News,

    /// <summary>Finds places where parcels wait to be fetched, and delivers to them: <see cref="IFindPickupPoints"/>.</summary>
    PickupPoints,

    /// <summary>Sells labels for parcels that come back: <see cref="IBuyReturnLabels"/>.</summary>
    Return,
}

public static class CarrierAbilities
{
    private static readonly (CarrierAbility Ability, Type Interface)[] Interfaces =
    [
        (CarrierAbility.Quote, typeof(IQuoteRates)), (CarrierAbility.Buy, typeof(IBuyLabels)), (CarrierAbility.FetchLabel, typeof(IFetchLabels)),
        (CarrierAbility.Void, typeof(IVoidLabels)), (CarrierAbility.Track, typeof(ITrackParcels)), (CarrierAbility.Pickup, typeof(IBookPickups)),
        (CarrierAbility.Manifest, typeof(IMakeManifests)), (CarrierAbility.HandOver, typeof(ITakeHandOvers)), (CarrierAbility.News, typeof(IPushNews)),
        (CarrierAbility.PickupPoints, typeof(IFindPickupPoints)),
        (CarrierAbility.Return, typeof(IBuyReturnLabels)),
    ];

    /// <summary>The abilities that a carrier's type has.</summary>
    public static IReadOnlyList<CarrierAbility> Of(Type carrier) => [.. Interfaces.Where(i => i.Interface.IsAssignableFrom(carrier)).Select(i => i.Ability)];
}
