using Storefront.Merchants;

namespace Storefront.Shipping;

public enum ParcelStatus
{
    /// <summary>The label purchase is written down; the carrier may or may not know of it.</summary>
    Buying,
    Labelled,
    HandedOver,
    Delivered,
    Voided,

    /// <summary>The carrier refused to make the label.</summary>
    Refused,
}

/// <summary>One parcel with one label. The purchase is committed with its reference before the carrier is called, so that a label
/// whose making was not answered is looked up by that reference and never bought twice.</summary>
public sealed class Parcel
{
    /// <summary>A scan of the promised day may be told so much later; before that nothing counts as late.</summary>
    public const int NewsComeWithinDays = 2;

    private Parcel()
    {
    }

    public ParcelId Id { get; private set; }

    /// <summary>The consignment that it carries; of several the first, whose order stands on the label.</summary>
    public ConsignmentId Consignment { get; private set; }

    public OrderId Order { get; private set; }

    public ParcelLoad Load { get; private set; }

    /// <summary>Which of its consignment's parcels it is, counted from 1 with those that came to nothing; null for one that carries all.</summary>
    public int? Part { get; private set; }

    public MerchantId Merchant { get; private set; }

    /// <summary>The return that it brings back to the merchant; null for a parcel to a buyer.</summary>
    public ReturnId? Return { get; private set; }

    /// <summary>The sorting warehouse of another carrier to which it brings parcels of its merchant; null for all other parcels.</summary>
    public PostalAddress? Warehouse { get; private set; }

    /// <summary>It is a first mile: no parcel to a buyer, but the way to <see cref="Warehouse"/>.</summary>
    public bool IsFirstMile { get; private set; }

    /// <summary>The first mile that brings this one to its carrier's sorting warehouse; null where it is handed over otherwise.</summary>
    public ParcelId? FirstMile { get; private set; }

    public string Carrier { get; private set; } = "";

    public string Service { get; private set; } = "";

    /// <summary>The merchant's own account, to which the carrier bills; null for the installation's own carrier, whose cost is taken from the merchant's balance.</summary>
    public CarrierAccountId? Account { get; private set; }

    /// <summary>Our key for the carrier; unique.</summary>
    public string Reference { get; private set; } = "";

    /// <summary>Names the purchase as it was sent, so that it can be told whether a repetition would be the very same; null in parcels of before 2026-12.</summary>
    public string? PurchaseMark { get; private set; }

    public string? TrackingNumber { get; private set; }

    /// <summary>The carrier's own name for the shipment, where it has one beside the tracking number.</summary>
    public string? CarrierReference { get; private set; }

    public Weight Weight { get; private set; }

    public Dimensions Size { get; private set; }

    /// <summary>What the carrier charges, in its currency; zero until bought.</summary>
    public Money Cost { get; private set; }

    /// <summary>The service as it was called when it was bought; null in parcels of before 2026-12.</summary>
    public string? ServiceName { get; private set; }

    /// <summary>What the carrier wants to be seen on a label that we draw; null in parcels of before 2026-12, about which the carrier is asked.</summary>
    public LabelMarks? Marks { get; private set; }

    /// <summary>File key of the carrier's own label, kept byte for byte; null where we draw it, or while it is to come.</summary>
    public string? LabelFile { get; private set; }

    public DocumentFormat? LabelFormat { get; private set; }

    /// <summary>Further papers that the carrier made with the label, such as a commercial invoice, kept byte for byte; none in parcels of before 2026-12.</summary>
    public IReadOnlyList<KeptPaper> Papers { get => field ?? []; private set; }

    /// <summary>The carrier makes the label in its own time; it is fetched when it is ready.</summary>
    public bool LabelIsToCome { get; private set; }

    /// <summary>When the carrier is asked for it next; null when it is there, and when it did not come in all the time that it has.</summary>
    public DateTime? FetchLabelAtUtc { get; private set; }

    /// <summary>The manifest on which it stands; null while it stands on none that lives.</summary>
    public ManifestId? Manifest { get; private set; }

    public ParcelStatus Status { get; private set; }

    public string? RefusalCode { get; private set; }

    public DateTime CreatedAtUtc { get; private set; }

    public DateTime? BoughtAtUtc { get; private set; }

    public DateTime? HandedOverAtUtc { get; private set; }

    /// <summary>The carrier's scan; null before, and in parcels of before 2026-12.</summary>
    public DateTime? DeliveredAtUtc { get; private set; }

    /// <summary>What keeps it from arriving; null while nothing does.</summary>
    public ParcelTrouble? Trouble { get; private set; }

    /// <summary>When the carrier is asked next; null when nothing more is expected.</summary>
    public DateTime? TrackNextAtUtc { get; private set; }

    /// <summary>The country where it goes; null in parcels of before 2026-12.</summary>
    public Country? Destination { get; private set; }

    /// <summary>The days from hand-over within which the service promised it when the label was bought; null in parcels of before 2026-12.</summary>
    public int? PromisedDays { get; private set; }

    /// <summary>Whether it came in time is known and counted.</summary>
    public bool IsCounted { get; private set; }

    public int Version { get; private set; }

    public LabelHandle Handle => new(Reference, TrackingNumber, CarrierReference, Service) { Destination = Destination };

    /// <summary>Its goods are spoken for: nobody else packs them.</summary>
    public bool HoldsGoods => Status is not (ParcelStatus.Voided or ParcelStatus.Refused);

    public bool IsToBuyer => Return is null && !IsFirstMile;

    public bool IsLive => Status is ParcelStatus.Labelled or ParcelStatus.HandedOver or ParcelStatus.Delivered;

    /// <summary>Why there is no label to work with; null when there is one.</summary>
    public Refusal? WhyNotUsable() => Status switch
    {
        ParcelStatus.Buying => CarrierRefusals.LabelNotReady,
        ParcelStatus.Voided => CarrierRefusals.LabelVoided,
        ParcelStatus.Refused => CarrierRefusals.LabelUnknown,
        ParcelStatus.Labelled or ParcelStatus.HandedOver or ParcelStatus.Delivered => null,
    };

    public static Parcel Buying(ConsignmentId consignment, OrderId order, MerchantId merchant, string carrier, CarrierAccountId? account, string service, Money price, Weight weight, Dimensions size, DateTime nowUtc, ParcelLoad load = ParcelLoad.Whole, int? part = null, ParcelId? key = null)
    {
        var id = key ?? Storefront.Id.New<ParcelId>();
        return new Parcel
        {
            Id = id, Consignment = consignment, Order = order, Load = load, Part = part, Merchant = merchant, Carrier = carrier, Account = account, Service = service, Reference = $"label-{id.Value:N}",
            Cost = price, Weight = weight, Size = size, Status = ParcelStatus.Buying, CreatedAtUtc = nowUtc,
        };
    }

    /// <summary>What the service promises, by which its reliability is measured.</summary>
    public void IsPromised(Country destination, int days) => (Destination, PromisedDays) = (destination, days);

    /// <summary>Whether it came by the promised day, told once: when it came, when it is known not to come, or when the day is over.</summary>
    /// <returns>Null while it is open, after it was told, and for parcels of which no promise is known.</returns>
    public bool? CameInTime(DateTime? deliveredAtUtc, DateTime nowUtc)
    {
        if (IsCounted || Destination is null || PromisedDays is not { } days || HandedOverAtUtc is not { } from) return null;
        var last = DateOnly.FromDateTime(from).AddDays(days);
        bool? inTime = deliveredAtUtc is { } at ? DateOnly.FromDateTime(at) <= last
            : Trouble is { } trouble && trouble.WillNotArrive() || DateOnly.FromDateTime(nowUtc) > last.AddDays(NewsComeWithinDays) ? false : null;
        if (inTime is null) return null;
        IsCounted = true;
        Version++;
        return inTime;
    }

    /// <summary>As <see cref="Buying"/>, for goods that come back.</summary>
    public static Parcel BuyingBack(ReturnId back, ConsignmentId consignment, OrderId order, MerchantId merchant, string carrier, CarrierAccountId? account, string service, Money price, Weight weight, Dimensions size, DateTime nowUtc)
    {
        var parcel = Buying(consignment, order, merchant, carrier, account, service, price, weight, size, nowUtc);
        parcel.Return = back;
        return parcel;
    }

    /// <summary>As <see cref="Buying"/>, for the way of parcels to their carrier's sorting warehouse.</summary>
    /// <param name="first">Of the parcels that it brings.</param>
    public static Parcel BuyingFirstMile(Parcel first, PostalAddress warehouse, string carrier, CarrierAccountId account, string service, Money price, Weight weight, Dimensions size, DateTime nowUtc, ParcelId? key)
    {
        var parcel = Buying(first.Consignment, first.Order, first.Merchant, carrier, account, service, price, weight, size, nowUtc, key: key);
        (parcel.IsFirstMile, parcel.Warehouse) = (true, warehouse);
        return parcel;
    }

    /// <summary>It goes to its carrier with this one.</summary>
    public void GoesBy(ParcelId firstMile)
    {
        FirstMile = firstMile;
        Version++;
    }

    /// <summary>What is about to be sent to the carrier.</summary>
    public void IsAskedFor(string mark) => PurchaseMark = mark;

    /// <summary>The carrier made the label. True only for the first telling.</summary>
    public bool Bought(BoughtLabel label, DateTime nowUtc)
    {
        if (Status != ParcelStatus.Buying) return false;
        (Status, TrackingNumber, CarrierReference, Cost, BoughtAtUtc) = (ParcelStatus.Labelled, label.TrackingNumber, label.CarrierReference, label.Price ?? Cost, nowUtc);
        (ServiceName, Marks, LabelIsToCome, FetchLabelAtUtc) = (label.ServiceName, label.Marks, label.FileIsToCome, label.FileIsToCome ? nowUtc : null);
        WaitForScans(nowUtc);
        Version++;
        return true;
    }

    /// <summary>A person found the label in the carrier's portal; its file is there too.</summary>
    public void Found(string trackingNumber, DateTime nowUtc)
    {
        if (Status != ParcelStatus.Buying) throw new InvalidOperationException($"A parcel that is {Status} is not waited for.");
        (Status, TrackingNumber, BoughtAtUtc, LabelIsToCome, FetchLabelAtUtc) = (ParcelStatus.Labelled, trackingNumber, nowUtc, true, nowUtc);
        WaitForScans(nowUtc);
        Version++;
    }

    /// <summary>Put on a manifest, or free again with null.</summary>
    public void StandsOn(ManifestId? manifest)
    {
        Manifest = manifest;
        Version++;
    }

    /// <summary>The carrier's own label is kept under this key.</summary>
    public void LabelIsKept(string fileKey, DocumentFormat format)
    {
        (LabelFile, LabelFormat, LabelIsToCome, FetchLabelAtUtc) = (fileKey, format, false, null);
        Version++;
    }

    /// <summary>What the carrier made beside the label is kept under these keys.</summary>
    public void PapersAreKept(IReadOnlyList<KeptPaper> papers)
    {
        Papers = papers;
        Version++;
    }

    /// <summary>The label is not ready: it is asked for again then, or no more.</summary>
    public void FetchLabelAgain(DateTime? atUtc)
    {
        FetchLabelAtUtc = atUtc;
        Version++;
    }

    public void Refused(string code)
    {
        (Status, RefusalCode) = (ParcelStatus.Refused, code);
        Version++;
    }

    public void Voided()
    {
        if (Status != ParcelStatus.Labelled) throw new InvalidOperationException($"A parcel that is {Status} cannot be voided.");
        (Status, TrackNextAtUtc) = (ParcelStatus.Voided, null);
        Version++;
    }

    /// <summary>Nobody tells us when a buyer takes a parcel to the carrier, or a first mile is fetched: its first scan does.</summary>
    private void WaitForScans(DateTime nowUtc) => TrackNextAtUtc = IsToBuyer ? null : nowUtc;

    public void HandOver(DateTime nowUtc)
    {
        if (Status != ParcelStatus.Labelled) throw new InvalidOperationException($"A parcel that is {Status} cannot be handed over.");
        (Status, HandedOverAtUtc, TrackNextAtUtc) = (ParcelStatus.HandedOver, nowUtc, nowUtc);
        Version++;
    }

    public void TrackAgain(DateTime? atUtc)
    {
        TrackNextAtUtc = atUtc;
        Version++;
    }

    public void Meets(ParcelTrouble? trouble)
    {
        Trouble = trouble;
        Version++;
    }

    public void Delivered(DateTime atUtc)
    {
        (Status, DeliveredAtUtc, TrackNextAtUtc) = (ParcelStatus.Delivered, atUtc, null);
        Version++;
    }
}

/// <summary>A paper that a carrier made, as its file is kept.</summary>
public sealed record KeptPaper(string File, DocumentFormat Format);
