using System.Globalization;
using System.Text.Json;
using Storefront.Connectors.Carriers.Wire;
using Storefront.Shipping;

namespace Storefront.Connectors.Carriers.FedEx;

/// <summary>Ours to theirs and back. Kilograms to a hundredth, whole centimetres, numbers as numbers.</summary>
internal static class FedExMapping
{
    public const int LongestLine = 35;

    public const int MostLines = 3;

    public const int LongestReference = 40;

    /// <summary>Tracking by reference. Without days the last thirty are looked through.</summary>
    /// <remarks>Source: FedEx's Track interface, operation "Track by References" (developer.fedex.com, <c>/track/v1/referencenumbers</c>), its fields as a public client made of that document names them; read 2026-11-30. Not
    /// run against the real service.</remarks>
    public static object ByReference(string reference, string account) => new
    {
        includeDetailedScans = false, referencesInformation = new { type = "CUSTOMER_REFERENCE", value = ShortReference.Of(reference, LongestReference), accountNumber = account },
    };

    private const int SlowestDays = 10;

    private static readonly string[] HoldAtLocation = ["HOLD_AT_LOCATION"];

    private static readonly string[] RuralTypes = ["OUT_OF_DELIVERY_AREA", "OUT_OF_PICKUP_AREA", "DELIVERY_AREA"];

    public static object Rates(RateRequest request, string account) => new
    {
        accountNumber = new { value = account },
        rateRequestControlParameters = new { returnTransitTimes = true },
        requestedShipment = new
        {
            shipper = new { address = Address(request.From) },
            recipient = new { address = Address(request.To) },
            rateRequestType = new[] { "ACCOUNT" },
            shipDateStamp = Day(request.AtUtc),
            pickupType = "USE_SCHEDULED_PICKUP",
            packagingType = "YOUR_PACKAGING",
            shipmentSpecialServices = request.Point is { } point ? new { specialServiceTypes = HoldAtLocation, holdAtLocationDetail = Hold(point, request.To) } : null,
            totalPackageCount = 1,
            requestedPackageLineItems = new[]
            {
                new
                {
                    weight = Mass(request.Weight), dimensions = Measures(request.Size),
                    packageSpecialServices = Batteries(request.Batteries) is [_, ..] batteries
                        ? new { batteryDetails = batteries.Select(b => new { material = b.Material, regulatorySubType = "IATA_SECTION_II", packing = b.Packing }) } : null,
                },
            },
            customsClearanceDetail = request.Lines.Count == 0 ? null : new
            {
                commercialInvoice = new { shipmentPurpose = "SOLD" }, dutiesPayment = Duties(request.Incoterm ?? Incoterm.Dap, account), commodities = request.Lines.Select(Commodity),
            },
        },
    };

    public static object Shipment(LabelRequest request, string account, DateTime nowUtc) => new
    {
        mergeLabelDocOption = "NONE",
        labelResponseOptions = "LABEL",
        accountNumber = new { value = account },
        requestedShipment = new
        {
            shipDatestamp = Day(nowUtc),
            shipper = new
            {
                address = Address(request.Sender), contact = Contact(request.Sender, request.SenderEmail),
                tins = request.AllSellerNumbers() is [_, ..] numbers ? numbers.Select(Number) : null,
            },
            recipients = new[]
            {
                new
                {
                    address = Address(request.Recipient), contact = Contact(request.Recipient, request.RecipientEmail),
                    tins = request.Recipient.TaxId is { } number ? new[] { new { number, tinType = request.Recipient.Company is null ? "PERSONAL_NATIONAL" : "BUSINESS_NATIONAL" } } : null,
                },
            },
            pickupType = "USE_SCHEDULED_PICKUP",
            serviceType = request.Rate.ServiceKey,
            packagingType = "YOUR_PACKAGING",
            shippingChargesPayment = new { paymentType = "SENDER", payor = Payor(account) },
            shipmentSpecialServices = request switch
            {
                { IsReturn: true } => (object)new { specialServiceTypes = new[] { "RETURN_SHIPMENT" }, returnShipmentDetail = new { returnType = "PRINT_RETURN_LABEL", rma = new { reason = request.OrderNumber } } },
                { Point: { } point } => new { specialServiceTypes = HoldAtLocation, holdAtLocationDetail = Hold(point, request.Recipient) },
                _ => null,
            },
            customsClearanceDetail = request.Customs is { } customs ? Clearance(request, customs, account) : null,
            labelSpecification = new { labelFormatType = "COMMON2D", imageType = ImageType(request.Format), labelStockType = "STOCK_4X6", labelOrder = "SHIPPING_LABEL_FIRST" },
            shippingDocumentSpecification = request.Customs is null ? null : new { shippingDocumentTypes = new[] { "COMMERCIAL_INVOICE" }, commercialInvoiceDetail = new { documentFormat = new { docType = "PDF", stockType = "PAPER_LETTER" } } },
            requestedPackageLineItems = new[]
            {
                new
                {
                    weight = Mass(request.Weight), dimensions = Measures(request.Size), customerReferences = new[] { new { customerReferenceType = "CUSTOMER_REFERENCE", value = ShortReference.Of(request.Reference, LongestReference) } },
                    packageSpecialServices = Batteries(request.Batteries) is [_, ..] batteries
                        ? new { specialServiceTypes = new[] { "BATTERY" }, batteryDetails = batteries.Select(b => new { batteryMaterialType = b.Material, batteryPackingType = b.Packing, batteryRegulatoryType = "IATA_SECTION_II" }) }
                        : null,
                },
            },
        },
    };

    /// <summary>What they do not take, told before the wire: batteries alone go as dangerous goods, which need papers that nobody here makes.</summary>
    public static bool HasLooseBatteries(IReadOnlyList<BatteryContent> inside) => inside.Any(b => b is BatteryContent.IonAlone or BatteryContent.MetalAlone);

    public static CarrierRate? Rate(FedExService service, RateRequest request, DateTime expiresAtUtc, Func<string, string> name)
    {
        if (service.ServiceType is not { Length: > 0 } type || service.RatedShipmentDetails is not [_, ..] rated) return null;
        var counts = rated.FirstOrDefault(r => r.RateType == "ACCOUNT") ?? rated[0];
        if (Amount(counts.TotalNetCharge, counts.Currency ?? counts.ShipmentRateDetail?.Currency) is not { IsPositive: true } price) return null;
        int? days = service.Commit?.TransitDays is { ValueKind: JsonValueKind.Number } told && told.TryGetInt32(out var number) ? number : null;
        return new CarrierRate
        {
            CarrierKey = "fedex", ServiceKey = type, ServiceName = name(type), Price = price, DaysMin = Math.Max(1, days ?? 1), DaysMax = Math.Max(1, days ?? SlowestDays),
            ChargeableWeight = Weight.Max(request.Weight, Billed(counts.ShipmentRateDetail?.TotalBillingWeight)), ExpiresAtUtc = expiresAtUtc, Surcharges = Rural(counts, price.Currency),
        };
    }

    /// <summary>What the account pays for a shipment that was bought; null where they do not say.</summary>
    public static Money? Cost(FedExShipment shipment)
    {
        var rating = shipment.CompletedShipmentDetail?.ShipmentRating;
        var counts = rating?.ShipmentRateDetails?.FirstOrDefault(r => r.RateType == rating.ActualRateType);
        return Amount(counts?.TotalNetCharge, counts?.Currency);
    }

    public static CarrierFile? File(FedExDocument? document) => EncodedFile.Read(document?.DocType switch
    {
        "PDF" => DocumentFormat.Pdf,
        "PNG" => DocumentFormat.Png,
        "ZPLII" => DocumentFormat.Zpl,
        _ => null,
    }, document?.EncodedLabel);

    /// <summary>A scan in our words; null when it has no time that can be read.</summary>
    public static TrackingEvent? Event(FedExScan scan)
    {
        if (!DateTimeOffset.TryParse(scan.Date, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)) return null;
        var status = Status(scan.EventType);
        var code = string.Join(':', new[] { scan.EventType, scan.ExceptionCode }.Where(c => !string.IsNullOrEmpty(c)));
        return new TrackingEvent(status, at.UtcDateTime, Country.TryParse(scan.ScanLocation?.CountryCode, out var country) ? country : null, scan.ScanLocation?.City, code, status.TextKey());
    }

    internal static TrackingStatus Status(string? code) => code switch
    {
        "OC" or "OX" or "EP" or "CA" => TrackingStatus.LabelMade,
        "PU" or "PX" or "AP" => TrackingStatus.HandedOver,
        "OD" or "ED" or "AD" => TrackingStatus.OutForDelivery,
        "CD" => TrackingStatus.ImportCustoms,
        "DL" => TrackingStatus.Delivered,
        "DE" => TrackingStatus.DeliveryFailed,
        "RS" => TrackingStatus.Returned,
        _ => TrackingStatus.InTransit,
    };

    private static IReadOnlyList<Surcharge> Rural(FedExRated rated, Currency currency)
    {
        // Told for the shipment, and only where they are not, for its packages: never both.
        var told = rated.ShipmentRateDetail?.SurCharges is [_, ..] ofAll ? ofAll : (rated.RatedPackages ?? []).SelectMany(p => p.PackageRateDetail?.Surcharges ?? []);
        var sum = told.Where(s => RuralTypes.Contains(s.Type) && s.Amount is not null).Select(s => Units.Amount(s.Amount!.Value, currency)).Sum(currency);
        return sum.IsPositive ? [new Surcharge("rural", sum)] : [];
    }

    private static Money? Amount(decimal? amount, string? currency) => amount is { } known && Currency.TryParse(currency, out var parsed) ? Units.Amount(known, parsed) : null;

    private static Weight Billed(FedExWeight? weight) => weight?.Value is not { } value ? default : weight.Units == "LB" ? Units.FromPounds(value) : Units.FromKilograms(value);

    private static object Clearance(LabelRequest request, CustomsDeclaration customs, string account) => new
    {
        commercialInvoice = new
        {
            originatorName = request.Sender.Company ?? request.Sender.Name,
            shipmentPurpose = customs.Category switch
            {
                CustomsCategory.Gift => "GIFT",
                CustomsCategory.CommercialSample => "SAMPLE",
                CustomsCategory.SaleOfGoods or CustomsCategory.Documents or CustomsCategory.ReturnedGoods or CustomsCategory.Other => "SOLD",
            },
            comments = customs.Export is { } export ? new[] { export.Text } : null,
            termsOfSale = customs.Incoterm == Incoterm.Ddp ? "DDP" : "DAP",
            customerReferences = (customs.InvoiceNumber ?? request.OrderNumber) is { } number ? new[] { new { customerReferenceType = "INVOICE_NUMBER", value = number } } : null,
        },
        dutiesPayment = Duties(customs.Incoterm, account),
        // They ask for it on the way back over a border; their list of words is longer, this one to be confirmed with the carrier.
        customsOption = customs.Category == CustomsCategory.ReturnedGoods ? new { type = "REJECTED" } : null,
        isDocumentOnly = customs.Category == CustomsCategory.Documents,
        totalCustomsValue = Sum(customs.TotalValue),
        commodities = customs.Lines.Select(Commodity),
    };

    /// <summary>With DDP the sender's account pays duties and taxes, else the recipient.</summary>
    private static object Duties(Incoterm incoterm, string account) => incoterm == Incoterm.Ddp ? new { paymentType = "SENDER", payor = Payor(account) } : new { paymentType = "RECIPIENT" };

    /// <summary>The location that holds the parcel, with the buyer's phone, at which FedEx says that it is there.</summary>
    private static object Hold(PickupPoint point, PostalAddress recipient) => new
    {
        locationId = point.Id, locationContactAndAddress = new { address = Address(point.Address() with { Company = point.Name }), contact = new { companyName = point.Name, personName = recipient.Name, phoneNumber = recipient.Phone } },
    };

    private static object Payor(string account) => new { responsibleParty = new { accountNumber = new { value = account } } };

    private static object Commodity(CustomsLine line) => new
    {
        description = line.Description, harmonizedCode = line.HsCode.Digits, countryOfManufacture = line.Origin.Code, quantity = line.Quantity, quantityUnits = "PCS", numberOfPieces = 1, partNumber = line.Sku,
        unitPrice = Sum(line.UnitPrice()), customsValue = Sum(line.Value), weight = Mass(line.NetWeight),
    };

    private static IReadOnlyList<(string Material, string Packing)> Batteries(IReadOnlyList<BatteryContent> inside) => [.. inside.Select(Battery).OfType<(string, string)>()];

    private static (string Material, string Packing)? Battery(BatteryContent content) => content switch
    {
        BatteryContent.IonInEquipment => ("LITHIUM_ION", "CONTAINED_IN_EQUIPMENT"),
        BatteryContent.IonWithEquipment => ("LITHIUM_ION", "PACKED_WITH_EQUIPMENT"),
        BatteryContent.MetalInEquipment => ("LITHIUM_METAL", "CONTAINED_IN_EQUIPMENT"),
        BatteryContent.MetalWithEquipment => ("LITHIUM_METAL", "PACKED_WITH_EQUIPMENT"),
        BatteryContent.None or BatteryContent.IonAlone or BatteryContent.MetalAlone => null,
    };

    private static object Number(TaxRegistration registration) => new
    {
        number = registration.Number, tinType = registration.Kind is TaxRegistrationKind.Ioss or TaxRegistrationKind.Voec ? "BUSINESS_UNION" : "BUSINESS_NATIONAL", usage = Usage(registration.Kind),
    };

    private static string Usage(TaxRegistrationKind kind) => kind switch
    {
        TaxRegistrationKind.Ioss => "IOSS",
        TaxRegistrationKind.Voec => "VOEC",
        TaxRegistrationKind.Eori => "EORI",
        TaxRegistrationKind.Vat => "VAT",
        TaxRegistrationKind.Gst => "GST",
    };

    private static string ImageType(DocumentFormat format) => format switch
    {
        DocumentFormat.Pdf => "PDF",
        DocumentFormat.Png => "PNG",
        DocumentFormat.Zpl => "ZPLII",
    };

    /// <summary>Quebec is PQ to them. States are told by their two letters alone; a name that is no code is left out.</summary>
    public static object Address(PostalAddress address) => new
    {
        streetLines = AddressLines.Of(address, LongestLine, MostLines) ?? [address.Street], city = address.City, postalCode = address.Postcode, countryCode = address.Country.Code, residential = address.Company is null,
        stateOrProvinceCode = (address.Country.Code, address.Region) switch { ("CA", "QC") => "PQ", (_, { Length: 2 } code) => code, _ => null },
    };

    private static object Contact(PostalAddress address, string? email) => new { personName = address.Name, companyName = address.Company, phoneNumber = address.Phone, emailAddress = email };

    private static object Mass(Weight weight) => new { units = "KG", value = weight.Kilograms(2) };

    private static object Measures(Dimensions size) => new { length = Units.Centimetres(size.LengthMm), width = Units.Centimetres(size.WidthMm), height = Units.Centimetres(size.HeightMm), units = "CM" };

    private static object Sum(Money money) => new { amount = money.Major, currency = money.Currency.Code };

    private static string Day(DateTime utc) => utc.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
