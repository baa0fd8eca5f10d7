using System.Globalization;
using Storefront.Connectors.Carriers.Wire;
using Storefront.Shipping;

namespace Storefront.Connectors.Carriers.DhlExpress;

/// <summary>Ours to theirs and back. Kilograms, whole centimetres, numbers as numbers, times with their offset behind <c>GMT</c>.</summary>
internal static class DhlExpressMapping
{
    public const int LongestLine = 45;

    public const int MostLines = 3;

    /// <summary>The longest reference of a customer at a package.</summary>
    public const int LongestReference = 35;

    /// <summary>Our reference of the whole shipment, by which it can be found again.</summary>
    private const string CustomersReference = "CU";

    private const int LookBackDays = 14;

    /// <summary>Tracking by reference, which wants a stretch of days.</summary>
    /// <remarks>Source: MyDHL API's tracking operation, parameters <c>shipmentReference</c>, <c>shipmentReferenceType</c>, <c>shipperAccountNumber</c>, <c>dateRangeFrom</c> and <c>dateRangeTo</c>, as clients that are
    /// made of its published description name them; read 2026-11-30. Not run against the real service.</remarks>
    public static string ByReference(string reference, string account, DateTime nowUtc) => string.Create(
        CultureInfo.InvariantCulture,
        $"tracking?shipmentReference={Uri.EscapeDataString(ShortReference.Of(reference, LongestReference))}&shipmentReferenceType={CustomersReference}&shipperAccountNumber={Uri.EscapeDataString(account)}&dateRangeFrom={nowUtc.AddDays(-LookBackDays):yyyy-MM-dd}&dateRangeTo={nowUtc.AddDays(1):yyyy-MM-dd}");

    private const string Billed = "BILLC";

    private const int SlowestDays = 10;

    /// <summary>Services that only remote places pay: delivery, collection.</summary>
    private static readonly string[] RuralServices = ["OO", "OB"];

    public static object Rates(RateRequest request, string account) => new
    {
        customerDetails = new { shipperDetails = Place(request.From), receiverDetails = Place(request.To) },
        accounts = Accounts(account, request.Incoterm, request.IsReturn),
        valueAddedServices = Services(request.Incoterm),
        plannedShippingDateAndTime = Time(request.AtUtc),
        unitOfMeasurement = "metric",
        isCustomsDeclarable = request.Lines.Count > 0,
        monetaryAmount = request.Lines.Count == 0 ? null : new[] { new { typeCode = "declaredValue", value = request.DeclaredValue.Major, currency = request.DeclaredValue.Currency.Code } },
        packages = new[] { new { weight = request.Weight.Kilograms(3), dimensions = Measures(request.Size) } },
    };

    public static object Shipment(LabelRequest request, string account, DateTime plannedUtc)
    {
        var customs = request.Customs is { Category: not CustomsCategory.Documents } declared ? declared : null;
        return new
        {
            plannedShippingDateAndTime = Time(plannedUtc),
            pickup = new { isRequested = false },
            productCode = request.Rate.ServiceKey,
            localProductCode = request.Rate.OfferReference ?? request.Rate.ServiceKey,
            getRateEstimates = true,
            customerReferences = new[] { new { value = ShortReference.Of(request.Reference, LongestReference), typeCode = CustomersReference } },
            accounts = Accounts(account, request.Customs?.Incoterm, request.IsReturn),
            valueAddedServices = Services(request.Customs?.Incoterm),
            outputImageProperties = new { printerDPI = 300, encodingFormat = request.Format == DocumentFormat.Zpl ? "zpl" : "pdf", imageOptions = Images(customs is not null) },
            customerDetails = new
            {
                shipperDetails = new
                {
                    postalAddress = Place(request.Sender), contactInformation = Contact(request.Sender, request.SenderEmail),
                    registrationNumbers = request.AllSellerNumbers() is [_, ..] numbers ? numbers.Select(r => Number(Kind(r.Kind), r.Number, r.Country)) : null,
                },
                receiverDetails = new
                {
                    postalAddress = Place(request.Recipient), contactInformation = Contact(request.Recipient, request.RecipientEmail),
                    registrationNumbers = request.Recipient is { TaxId: { } number, Country.Code: "BR" } ? new[] { Number("CNP", number, request.Recipient.Country) } : null,
                },
            },
            content = new
            {
                packages = new[] { new { weight = request.Weight.Kilograms(3), dimensions = Measures(request.Size), customerReferences = new[] { new { value = ShortReference.Of(request.Reference, LongestReference) } } } },
                isCustomsDeclarable = customs is not null,
                declaredValue = customs?.TotalValue.Major,
                declaredValueCurrency = customs?.Currency.Code,
                exportDeclaration = customs is null ? null : Declaration(request, customs, plannedUtc),
                description = Description(request),
                incoterm = request.Customs?.Incoterm == Incoterm.Ddp ? "DDP" : "DAP",
                unitOfMeasurement = "metric",
            },
            // The kind "servicepoint" is general knowledge, to be confirmed with the carrier.
            onDemandDelivery = request.Point is { } point ? new { deliveryOption = "servicepoint", servicePointId = point.Id } : null,
        };
    }

    public static object Pickup(PickupRequest request, string account) => new
    {
        plannedPickupDateAndTime = Time(request.ReadyAt),
        closeTime = request.ClosesAt.ToString("HH:mm", CultureInfo.InvariantCulture),
        accounts = Accounts(account, null, isReturn: false),
        specialInstructions = request.Note is null ? null : new[] { new { value = request.Note } },
        remark = request.Reference,
        customerDetails = new { shipperDetails = new { postalAddress = Place(request.From), contactInformation = Contact(request.From, null) } },
        shipmentDetails = request.Labels.Take(1).Select(l => new
        {
            productCode = l.ServiceKey, isCustomsDeclarable = true, unitOfMeasurement = "metric", shipmentTrackingNumber = l.TrackingNumber, packages = new[] { new { weight = request.Weight.Kilograms(3) } },
        }),
    };

    public static CarrierRate? Rate(DhlProduct product, RateRequest request, DateTime expiresAtUtc)
    {
        if (product.ProductCode is not { Length: > 0 } code || Price(product.TotalPrice) is not { IsPositive: true } price) return null;
        var days = product.DeliveryCapabilities?.TotalTransitDays;
        return new CarrierRate
        {
            CarrierKey = "dhl-express", ServiceKey = code, ServiceName = product.ProductName ?? code, Price = price, DaysMin = Math.Max(1, days ?? 1), DaysMax = Math.Max(1, days ?? SlowestDays),
            ChargeableWeight = Weight.Max(request.Weight, Units.FromKilograms(Math.Max(product.Weight?.Provided ?? 0, product.Weight?.Volumetric ?? 0))), ExpiresAtUtc = expiresAtUtc,
            Surcharges = Rural(product, price.Currency), OfferReference = product.LocalProductCode,
        };
    }

    /// <summary>Of the several currencies in which everything is told, the one that is billed.</summary>
    public static Money? Price(IReadOnlyList<DhlPrice>? prices) =>
        prices?.FirstOrDefault(p => p.CurrencyType == Billed) is { Price: { } amount } billed && Currency.TryParse(billed.PriceCurrency, out var currency) ? Units.Amount(amount, currency) : null;

    public static CarrierFile? File(DhlDocument? document) => EncodedFile.Read(document?.ImageFormat?.ToUpperInvariant() switch
    {
        "PDF" => DocumentFormat.Pdf,
        "ZPL" => DocumentFormat.Zpl,
        "PNG" => DocumentFormat.Png,
        _ => null,
    }, document?.Content);

    /// <summary>A scan in our words; null when it has no time that can be read.</summary>
    public static TrackingEvent? Event(DhlEvent scan)
    {
        if (ZonedTime.Utc($"{scan.Date} {scan.Time}", ZonedTime.Offset(scan.GMTOffset) ?? TimeSpan.Zero) is not { } at) return null;
        var status = Status(scan.TypeCode);
        return new TrackingEvent(status, at, null, scan.ServiceArea is [{ Description: { } place }, ..] ? place : null, scan.TypeCode ?? "", status.TextKey());
    }

    internal static TrackingStatus Status(string? code) => code switch
    {
        "PU" => TrackingStatus.HandedOver,
        "WC" => TrackingStatus.OutForDelivery,
        "OK" or "DD" or "DL" or "PD" => TrackingStatus.Delivered,
        "BA" or "NH" or "CM" or "MS" => TrackingStatus.DeliveryFailed,
        "RT" => TrackingStatus.Returned,
        _ => TrackingStatus.InTransit,
    };

    private static IReadOnlyList<Surcharge> Rural(DhlProduct product, Currency currency)
    {
        var sum = (product.DetailedPriceBreakdown ?? []).Where(b => b.CurrencyType == Billed && b.PriceCurrency == currency.Code).SelectMany(b => b.Breakdown ?? [])
            .Where(p => RuralServices.Contains(p.ServiceCode) && p.Price is not null).Select(p => Units.Amount(p.Price!.Value, currency)).Sum(currency);
        return sum.IsPositive ? [new Surcharge("rural", sum)] : [];
    }

    /// <summary>With DDP duties and taxes are billed to the same account, and the service that makes it so is bought.</summary>
    private static IEnumerable<object> Accounts(string account, Incoterm? incoterm, bool isReturn)
    {
        yield return new { typeCode = isReturn ? "payer" : "shipper", number = account };
        if (incoterm == Incoterm.Ddp) yield return new { typeCode = "duties-taxes", number = account };
    }

    private static object[]? Services(Incoterm? incoterm) => incoterm == Incoterm.Ddp ? [new { serviceCode = "DD" }] : null;

    private static IEnumerable<object> Images(bool withInvoice)
    {
        yield return new { typeCode = "label", templateName = "ECOM26_84_001", isRequested = true };
        if (withInvoice) yield return new { typeCode = "invoice", templateName = "COMMERCIAL_INVOICE_P_10", isRequested = true };
    }

    private static object Declaration(LabelRequest request, CustomsDeclaration customs, DateTime plannedUtc) => new
    {
        lineItems = customs.Lines.Select((l, i) => new
        {
            number = i + 1, description = AddressLines.First(l.Description, 75, 1)[0], price = l.UnitPrice().Major, quantity = new { value = l.Quantity, unitOfMeasurement = "PCS" },
            commodityCodes = new[] { new { typeCode = "outbound", value = l.HsCode.Digits }, new { typeCode = "inbound", value = l.HsCode.Digits } },
            exportReasonType = customs.Category == CustomsCategory.ReturnedGoods ? "return" : "permanent", manufacturerCountry = l.Origin.Code,
            weight = new { netValue = l.NetWeight.Kilograms(3), grossValue = l.NetWeight.Kilograms(3) },
        }),
        invoice = new { number = customs.InvoiceNumber ?? request.OrderNumber ?? ShortReference.Of(request.Reference, LongestReference), date = plannedUtc.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) },
        placeOfIncoterm = request.Recipient.City,
        remarks = customs.Export is { } export ? new[] { new { value = export.Text } } : null,
        exportReasonType = customs.Category == CustomsCategory.ReturnedGoods ? "return" : "permanent",
        shipmentType = customs.Category == CustomsCategory.Gift ? "gift" : "commercial",
    };

    private static string Description(LabelRequest request) =>
        AddressLines.First(request.Customs is { } customs ? string.Join(", ", customs.Lines.Select(l => l.Description)) : request.OrderNumber ?? request.Reference, 70, 1)[0];

    private static object Number(string kind, string number, Country country) => new { typeCode = kind, number, issuerCountryCode = country.Code };

    private static string Kind(TaxRegistrationKind kind) => kind switch
    {
        TaxRegistrationKind.Vat => "VAT",
        TaxRegistrationKind.Eori => "EOR",
        TaxRegistrationKind.Ioss or TaxRegistrationKind.Voec => "SDT",
        TaxRegistrationKind.Gst => "GST",
    };

    private static object Place(PostalAddress address)
    {
        var lines = AddressLines.Of(address, LongestLine, MostLines) ?? [address.Street];
        return new
        {
            postalCode = address.Postcode ?? "", cityName = address.City ?? "", countryCode = address.Country.Code, provinceCode = address.Region is { Length: <= 3 } code ? code : null,
            addressLine1 = lines[0], addressLine2 = lines.Count > 1 ? lines[1] : null, addressLine3 = lines.Count > 2 ? lines[2] : null,
        };
    }

    private static object Contact(PostalAddress address, string? email) => new { email, phone = address.Phone, companyName = address.Company ?? address.Name, fullName = address.Name };

    private static object Measures(Dimensions size) => new { length = Units.Centimetres(size.LengthMm), width = Units.Centimetres(size.WidthMm), height = Units.Centimetres(size.HeightMm) };

    internal static string Time(DateTimeOffset at)
    {
        var offset = at.Offset;
        return $"{at.ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture)} GMT{(offset < TimeSpan.Zero ? '-' : '+')}{offset.ToString("hh\\:mm", CultureInfo.InvariantCulture)}";
    }
}
