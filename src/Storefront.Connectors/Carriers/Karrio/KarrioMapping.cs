using System.Globalization;
using Storefront.Connectors.Carriers.Wire;
using Storefront.Shipping;

namespace Storefront.Connectors.Carriers.Karrio;

/// <summary>Ours to theirs and back. Kilograms and centimetres with their units beside them, money in the currency of each carrier behind the server.</summary>
internal static class KarrioMapping
{
    /// <summary>The longest name of a service that is kept with a parcel.</summary>
    private const int LongestService = 60;

    private const int SlowestDays = 30;

    private static readonly string[] RuralWords = ["remote area", "extended area", "delivery area", "rural"];

    public static object Estimate(RateRequest request) => new
    {
        shipper = Address(request.From, null), recipient = Address(request.To, null), parcels = new[] { Parcel(request.Weight, request.Size) },
        customs = request.Lines.Count == 0 ? null : new { commodities = request.Lines.Select(Commodity), content_type = "merchandise", incoterm = Term(request.Incoterm ?? Incoterm.Dap) },
    };

    /// <param name="billsSender">The carrier behind the server can bill duties to the sender: DDP is said to such a one alone.</param>
    public static object Shipment(LabelRequest request, DateTime nowUtc, bool billsSender) => new
    {
        shipper = Address(request.Sender, request.SenderEmail),
        recipient = Address(request.Recipient, request.RecipientEmail),
        parcels = new[] { Parcel(request.Weight, request.Size) },
        customs = request.Customs is { } customs ? Customs(request, customs, nowUtc, customs.Incoterm == Incoterm.Ddp && billsSender) : null,
        payment = new { paid_by = "sender" },
        reference = request.Reference,
        order_id = request.OrderNumber,
        label_type = LabelType(request.Format),
    };

    public static object Pickup(PickupRequest request) => new
    {
        pickup_date = request.ReadyAt.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), ready_time = Clock(request.ReadyAt), closing_time = Clock(request.ClosesAt), address = Address(request.From, null), instruction = request.Note,
        tracking_numbers = request.Labels.Select(l => l.TrackingNumber).OfType<string>(),
    };

    /// <param name="carrier">Of all shipments; the server takes the first connection with it that makes manifests.</param>
    public static object Manifest(ManifestRequest request, string carrier, IReadOnlyList<string> shipments) => new { carrier_name = carrier, address = Address(request.From, null), reference = request.Reference, shipment_ids = shipments };

    public static IReadOnlyList<TrackingEvent> Events(KarrioTracker tracker) => [.. (tracker.Events ?? []).Select(Event).OfType<TrackingEvent>().OrderBy(e => e.AtUtc)];

    public static Money? Charge(KarrioCharge? charge) => charge?.Amount is { } amount && Currency.TryParse(charge.Currency, out var currency) ? Units.Amount(amount, currency) : null;

    public static CarrierRate? Rate(KarrioRate offer, RateRequest request, DateTime expiresAtUtc, Func<string, string> name)
    {
        if (offer is not { CarrierId.Length: > 0, Service.Length: > 0, Key.Length: <= LongestService } || Price(offer) is not { IsPositive: true } price) return null;
        return new CarrierRate
        {
            CarrierKey = "karrio", ServiceKey = offer.Key, ServiceName = name(offer.Key), Price = price, DaysMin = Math.Max(1, offer.TransitDays ?? 1), DaysMax = Math.Max(1, offer.TransitDays ?? SlowestDays),
            ChargeableWeight = request.Weight, ExpiresAtUtc = expiresAtUtc, Surcharges = Rural(offer, price.Currency),
        };
    }

    public static Money? Price(KarrioRate? rate) => rate?.TotalCharge is { } total && Currency.TryParse(rate.Currency, out var currency) ? Units.Amount(total, currency) : null;

    public static string LabelType(DocumentFormat format) => format switch
    {
        DocumentFormat.Pdf => "PDF",
        DocumentFormat.Png => "PNG",
        DocumentFormat.Zpl => "ZPL",
    };

    public static DocumentFormat? FormatOf(string? type) => type?.ToUpperInvariant() switch
    {
        "PDF" => DocumentFormat.Pdf,
        "PNG" => DocumentFormat.Png,
        "ZPL" => DocumentFormat.Zpl,
        _ => null,
    };

    public static CarrierFile? File(KarrioDocument? document) => EncodedFile.Read(FormatOf(document?.Format), document?.Base64);

    /// <summary>A scan in our words; null when it has no time that can be read. A time without an offset is taken for universal.</summary>
    public static TrackingEvent? Event(KarrioEvent scan)
    {
        if (!DateTimeOffset.TryParse(scan.Timestamp ?? $"{scan.Date} {scan.Time}", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)) return null;
        var status = Status(scan.Status);
        return new TrackingEvent(status, at.UtcDateTime, null, scan.Location, string.Join(':', new[] { scan.Status, scan.Code }.Where(c => !string.IsNullOrEmpty(c))), status.TextKey());
    }

    /// <summary>A parcel that waits to be fetched counts as out for delivery: there is no nearer word of ours.</summary>
    internal static TrackingStatus Status(string? status) => status switch
    {
        "pending" or "cancelled" => TrackingStatus.LabelMade,
        "picked_up" => TrackingStatus.HandedOver,
        "out_for_delivery" or "ready_for_pickup" => TrackingStatus.OutForDelivery,
        "delivered" => TrackingStatus.Delivered,
        "delivery_failed" => TrackingStatus.DeliveryFailed,
        "return_to_sender" => TrackingStatus.Returned,
        _ => TrackingStatus.InTransit,
    };

    public static string? Words(IEnumerable<KarrioMessage>? messages) => string.Join("; ", (messages ?? []).Select(m => m.Words).Where(w => w.Length > 0).Distinct()) is { Length: > 0 } words ? words : null;

    private static IReadOnlyList<Surcharge> Rural(KarrioRate offer, Currency currency)
    {
        var sum = (offer.ExtraCharges ?? []).Where(c => c.Amount is not null && (c.Currency ?? currency.Code) == currency.Code && RuralWords.Any(w => c.Name?.Contains(w, StringComparison.OrdinalIgnoreCase) == true))
            .Select(c => Units.Amount(c.Amount!.Value, currency)).Sum(currency);
        return sum.IsPositive ? [new Surcharge("rural", sum)] : [];
    }

    private static object Customs(LabelRequest request, CustomsDeclaration customs, DateTime nowUtc, bool billsSender) => new
    {
        commodities = customs.Lines.Select(Commodity),
        duty = new { paid_by = billsSender ? "sender" : "recipient", currency = customs.Currency.Code, declared_value = customs.TotalValue.Major },
        content_type = customs.Category switch
        {
            CustomsCategory.SaleOfGoods => "merchandise",
            CustomsCategory.Gift => "gift",
            CustomsCategory.CommercialSample => "sample",
            CustomsCategory.Documents => "documents",
            CustomsCategory.ReturnedGoods => "return_merchandise",
            CustomsCategory.Other => "other",
        },
        content_description = customs.Category == CustomsCategory.Other ? customs.Lines[0].Description : null,
        incoterm = Term(billsSender ? Incoterm.Ddp : Incoterm.Dap),
        invoice = customs.InvoiceNumber ?? request.OrderNumber,
        invoice_date = nowUtc.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        commercial_invoice = customs.Category != CustomsCategory.Documents,
        certify = true,
        signer = request.Sender.Name,
        options = new
        {
            ioss = request.SellerNumber(TaxRegistrationKind.Ioss), voec_number = request.SellerNumber(TaxRegistrationKind.Voec), eori_number = request.SellerNumber(TaxRegistrationKind.Eori),
            vat_registration_number = request.SellerNumber(TaxRegistrationKind.Vat) ?? request.SellerNumber(TaxRegistrationKind.Gst),
        },
    };

    private static object Commodity(CustomsLine line) => new
    {
        weight = line.UnitWeight().Kilograms(3), weight_unit = "KG", title = line.Description, description = line.Description, quantity = line.Quantity, sku = line.Sku, hs_code = line.HsCode.Digits,
        value_amount = line.UnitPrice().Major, value_currency = line.Value.Currency.Code, origin_country = line.Origin.Code,
    };

    private static object Address(PostalAddress address, string? email) => new
    {
        person_name = address.Name, company_name = address.Company, address_line1 = address.Street,
        address_line2 = string.Join(", ", new[] { address.Street2, address.District }.Where(p => !string.IsNullOrWhiteSpace(p))) is { Length: > 0 } second ? second : null,
        city = address.City, state_code = address.Region, postal_code = address.Postcode, country_code = address.Country.Code, phone_number = address.Phone, email, federal_tax_id = address.TaxId, residential = address.Company is null,
    };

    private static object Parcel(Weight weight, Dimensions size) => new
    {
        weight = weight.Kilograms(3), weight_unit = "KG", length = Units.Centimetres(size.LengthMm), width = Units.Centimetres(size.WidthMm), height = Units.Centimetres(size.HeightMm), dimension_unit = "CM",
    };

    private static string Clock(DateTimeOffset at) => at.ToString("HH:mm", CultureInfo.InvariantCulture);

    private static string Term(Incoterm incoterm) => incoterm switch
    {
        Incoterm.Ddp => "DDP",
        Incoterm.Dap => "DAP",
    };
}
