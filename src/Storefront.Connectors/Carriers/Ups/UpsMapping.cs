using System.Globalization;
using Storefront.Connectors.Carriers.Wire;
using Storefront.Shipping;

namespace Storefront.Connectors.Carriers.Ups;

/// <summary>Ours to theirs and back. Every number is a string; kilograms and centimetres, or pounds and inches for parcels out of the United States.</summary>
internal static class UpsMapping
{
    public const int LongestLine = 35;

    public const int MostLines = 3;

    public const int LongestReference = 35;

    /// <summary>How far back a shipment is looked for by our reference.</summary>
    private const int LookBackDays = 14;

    /// <summary>Tracking by reference.</summary>
    /// <remarks>Source: UPS's Tracking interface, operation "Track by Reference Number" of its published OpenAPI document (<c>/track/v1/reference/details/{referenceNumber}</c>) as public clients call it with
    /// <c>shipperNum</c> and pickup days; read 2026-11-30. Not run against the real service.</remarks>
    public static string ByReference(string reference, string account, DateTime nowUtc) => string.Create(
        CultureInfo.InvariantCulture,
        $"api/track/v1/reference/details/{Uri.EscapeDataString(ShortReference.Of(reference, LongestReference))}?locale=en_US&shipperNum={Uri.EscapeDataString(account)}&fromPickUpDate={nowUtc.AddDays(-LookBackDays):yyyyMMdd}&toPickUpDate={nowUtc.AddDays(1):yyyyMMdd}");

    private const int SlowestDays = 10;

    /// <summary>Surcharges that only some addresses pay, by the words in their descriptions.</summary>
    private static readonly string[] RuralWords = ["Delivery Area", "Extended Area", "Remote Area"];

    /// <summary>Straight to the access point, without a try at the buyer's door. The code and the notice 012 are general knowledge, to be confirmed with the carrier; an open connector spells the member
    /// ShipmentIndicatorType in questions for rates.</summary>
    private static readonly object[] HeldAtPoint = [new { Code = "01" }];

    public static object Rates(RateRequest request, string account) => new
    {
        RateRequest = new
        {
            Request = new { RequestOption = "Shoptimeintransit" },
            Shipment = new
            {
                Shipper = new { (request.IsReturn ? request.To : request.From).Name, ShipperNumber = account, Address = Address(request.IsReturn ? request.To : request.From) },
                ShipTo = new { request.To.Name, Address = Address(request.To, isHome: request.To.Company is null) },
                AlternateDeliveryAddress = request.Point is { } point ? new { point.Name, Address = Address(point.Address()) } : null,
                ShipmentIndicationType = request.Point is null ? null : HeldAtPoint,
                ShipFrom = new { request.From.Name, Address = Address(request.From) },
                PaymentDetails = new { ShipmentCharge = Charges(account, request.Incoterm) },
                Package = new[]
                {
                    new { PackagingType = new { Code = "02" }, Dimensions = Dimensions(request.Size, request.From), PackageWeight = Weight(request.Weight, request.From) },
                },
                ShipmentRatingOptions = new { NegotiatedRatesIndicator = "Y" },
                DeliveryTimeInformation = new { PackageBillType = "03", Pickup = new { Date = Day(request.AtUtc) } },
                InvoiceLineTotal = new { CurrencyCode = request.DeclaredValue.Currency.Code, MonetaryValue = request.DeclaredValue.Plain() },
            },
        },
    };

    public static object Shipment(LabelRequest request, string account, DateTime nowUtc)
    {
        var own = request.IsReturn ? request.Recipient : request.Sender;
        var reference = new { Value = ShortReference.Of(request.Reference, LongestReference) };
        var buyer = request.Buyer;
        var withinUs = request.Sender.Country.Code == "US" && request.Recipient.Country.Code == "US";
        return new
        {
            ShipmentRequest = new
            {
                Request = new { TransactionReference = new { CustomerContext = request.Reference } },
                Shipment = new
                {
                    Description = request.Customs is { } goods ? AddressLines.First(string.Join(", ", goods.Lines.Select(l => l.Description)), LongestLine, 1)[0] : null,
                    ReturnService = request.IsReturn ? new { Code = "9" } : null,
                    Shipper = new
                    {
                        Name = own.Company ?? own.Name, AttentionName = own.Name, TaxIdentificationNumber = OwnNumber(request), Phone = Phone(own), ShipperNumber = account,
                        EMailAddress = request.IsReturn ? null : request.SenderEmail, Address = Address(own),
                    },
                    ShipTo = new
                    {
                        Name = buyer.Company ?? buyer.Name, AttentionName = buyer.Name, TaxIdentificationNumber = buyer.TaxId, Phone = Phone(buyer),
                        EMailAddress = request.RecipientEmail, Address = Address(buyer, isHome: buyer.Company is null),
                    },
                    AlternateDeliveryAddress = request.Point is { } point ? new { point.Name, AttentionName = buyer.Name, UPSAccessPointID = point.Id, Address = Address(point.Address()) } : null,
                    ShipmentIndicationType = request.Point is null ? null : HeldAtPoint,
                    ShipFrom = new { Name = request.Sender.Company ?? request.Sender.Name, AttentionName = request.Sender.Name, Phone = Phone(request.Sender), Address = Address(request.Sender), VendorInfo = Vendor(request.AllSellerNumbers()) },
                    PaymentInformation = new { ShipmentCharge = Charges(account, request.Customs?.Incoterm) },
                    ShipmentRatingOptions = new { NegotiatedRatesIndicator = "Y" },
                    ReferenceNumber = withinUs ? null : reference,
                    Service = new { Code = request.Rate.ServiceKey },
                    InvoiceLineTotal = request.Customs is { } value ? new { CurrencyCode = value.Currency.Code, MonetaryValue = value.TotalValue.Plain() } : null,
                    ShipmentServiceOptions = request is { Customs: null, Point: null } ? null : new
                    {
                        InternationalForms = request.Customs is { } customs ? Forms(request, customs, nowUtc) : null,
                        // Whoever fetches a parcel is told when it is there.
                        Notification = request is { Point: not null, RecipientEmail: { } email } ? new[] { new { NotificationCode = "012", EMail = new { EMailAddress = new[] { email } }, Locale = new { Language = "ENG", Dialect = "97" } } } : null,
                    },
                    Package = new[]
                    {
                        new
                        {
                            Packaging = new { Code = "02" }, Dimensions = Dimensions(request.Size, request.Sender), PackageWeight = Weight(request.Weight, request.Sender), ReferenceNumber = withinUs ? reference : null,
                        },
                    },
                },
                LabelSpecification = new { LabelImageFormat = new { Code = request.Format == DocumentFormat.Zpl ? "ZPL" : "PNG" }, LabelStockSize = new { Height = "6", Width = "4" } },
            },
        };
    }

    public static CarrierRate? Rate(UpsRated offer, RateRequest request, DateTime expiresAtUtc, Func<string, string> name)
    {
        if (offer.Service?.Code is not { Length: > 0 } service || Price(offer.NegotiatedRateCharges, offer.TotalCharges) is not { IsPositive: true } price) return null;
        var arrival = offer.TimeInTransit?.ServiceSummary?.EstimatedArrival;
        var business = arrival?.BusinessDaysInTransit ?? offer.GuaranteedDelivery?.BusinessDaysInTransit;
        var min = Math.Max(1, arrival?.TotalTransitDays ?? business ?? 1);
        return new CarrierRate
        {
            CarrierKey = "ups", ServiceKey = service, ServiceName = name(service), Price = price, DaysMin = min, DaysMax = arrival?.TotalTransitDays is null ? Math.Max(min, WithWeekends(business) ?? SlowestDays) : min,
            ChargeableWeight = Storefront.Weight.Max(request.Weight, Billed(offer.BillingWeight)), ExpiresAtUtc = expiresAtUtc, Surcharges = Rural(offer, price.Currency),
        };
    }

    /// <summary>The account's own price where there is one, else the list's.</summary>
    public static Money? Price(UpsNegotiated? negotiated, UpsMoney? listed)
    {
        var counts = negotiated?.TotalCharge ?? listed;
        return Units.Amount(counts?.MonetaryValue, counts?.CurrencyCode);
    }

    /// <summary>A file that they drew; null for GIF and whatever else we have no word for.</summary>
    public static CarrierFile? File(UpsImage? image) => EncodedFile.Read(image?.ImageFormat?.Code?.ToUpperInvariant() switch
    {
        "PNG" => DocumentFormat.Png,
        "ZPL" => DocumentFormat.Zpl,
        "PDF" => DocumentFormat.Pdf,
        _ => null,
    }, image?.GraphicImage);

    /// <summary>A scan in our words; null when it has no time that can be read. Where neither universal time nor an offset is told, the place's time is taken for universal.</summary>
    public static TrackingEvent? Event(UpsActivity activity)
    {
        var (type, code) = (activity.Status?.Type?.Trim(), activity.Status?.Code);
        if (Time(activity) is not { } at) return null;
        var place = activity.Location?.Address;
        var status = Status(type);
        return new TrackingEvent(status, at, Country.TryParse(place?.CountryCode, out var country) ? country : null, place?.City, $"{type}:{code}", status.TextKey());
    }

    /// <summary>An exception may be an attempt, the weather or customs: the parcel is on its way until more is told.</summary>
    internal static TrackingStatus Status(string? type) => type switch
    {
        "M" or "MV" => TrackingStatus.LabelMade,
        "P" => TrackingStatus.HandedOver,
        "O" => TrackingStatus.OutForDelivery,
        "D" => TrackingStatus.Delivered,
        "RS" => TrackingStatus.Returned,
        _ => TrackingStatus.InTransit,
    };

    private static DateTime? Time(UpsActivity activity)
    {
        if (Read(activity.GmtDate, activity.GmtTime) is { } universal) return DateTime.SpecifyKind(universal, DateTimeKind.Utc);
        return Read(activity.Date, activity.Time) is { } local ? new DateTimeOffset(local, ZonedTime.Offset(activity.GmtOffset) ?? TimeSpan.Zero).UtcDateTime : null;
    }

    private static DateTime? Read(string? date, string? time) =>
        DateTime.TryParseExact($"{date}{time?.Replace(":", "", StringComparison.Ordinal)}", "yyyyMMddHHmmss", CultureInfo.InvariantCulture, DateTimeStyles.None, out var read) ? read : null;

    private static IReadOnlyList<Surcharge> Rural(UpsRated offer, Currency currency)
    {
        IEnumerable<UpsCharge> own = [.. offer.NegotiatedRateCharges?.ItemizedCharges ?? [], .. (offer.RatedPackage ?? []).SelectMany(p => p.NegotiatedCharges?.ItemizedCharges ?? [])];
        IEnumerable<UpsCharge> listed = [.. offer.ItemizedCharges ?? [], .. (offer.RatedPackage ?? []).SelectMany(p => p.ItemizedCharges ?? [])];
        var sum = (offer.NegotiatedRateCharges?.TotalCharge is null ? listed : own)
            .Where(c => RuralWords.Any(w => c.Description?.Contains(w, StringComparison.OrdinalIgnoreCase) == true))
            .Select(c => Units.Amount(c.MonetaryValue, c.CurrencyCode ?? currency.Code)).OfType<Money>().Where(m => m.Currency == currency).Sum(currency);
        return sum.IsPositive ? [new Surcharge("rural", sum)] : [];
    }

    private static Weight Billed(UpsWeight? weight)
    {
        if (!decimal.TryParse(weight?.Weight, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value)) return default;
        return weight.UnitOfMeasurement?.Code == "LBS" ? Units.FromPounds(value) : Units.FromKilograms(value);
    }

    private static int? WithWeekends(int? businessDays) => businessDays is { } days ? days + (2 * ((days + 4) / 5)) : null;

    /// <summary>Transport, and with DDP also duties and taxes, go to the shipper's account.</summary>
    private static object[] Charges(string account, Incoterm? incoterm)
    {
        var bill = new { AccountNumber = account };
        return incoterm == Incoterm.Ddp ? [new { Type = "01", BillShipper = bill }, new { Type = "02", BillShipper = bill }] : [new { Type = "01", BillShipper = bill }];
    }

    private static object Forms(LabelRequest request, CustomsDeclaration customs, DateTime nowUtc) => new
    {
        FormType = "01",
        InvoiceNumber = customs.InvoiceNumber ?? request.OrderNumber,
        InvoiceDate = Day(nowUtc),
        TermsOfShipment = customs.Incoterm == Incoterm.Ddp ? "DDP" : "DAP",
        ReasonForExport = Reason(customs.Category),
        Comments = customs.Export?.Text,
        CurrencyCode = customs.Currency.Code,
        Contacts = new
        {
            SoldTo = new { Name = request.Buyer.Company ?? request.Buyer.Name, AttentionName = request.Buyer.Name, TaxIdentificationNumber = request.Buyer.TaxId, Phone = Phone(request.Buyer), Address = Address(request.Buyer) },
        },
        Product = customs.Lines.Select(l => new
        {
            Description = AddressLines.First(l.Description, LongestLine, 3),
            Unit = new { Number = l.Quantity.ToString(CultureInfo.InvariantCulture), Value = l.UnitPrice().Plain(), UnitOfMeasurement = new { Code = "PCS" } },
            CommodityCode = l.HsCode.Digits, PartNumber = l.Sku, OriginCountryCode = l.Origin.Code, ProductWeight = Weight(l.NetWeight, request.Sender),
        }),
    };

    private static string Reason(CustomsCategory category) => category switch
    {
        CustomsCategory.Gift => "GIFT",
        CustomsCategory.CommercialSample => "SAMPLE",
        CustomsCategory.ReturnedGoods => "RETURN",
        CustomsCategory.SaleOfGoods or CustomsCategory.Documents or CustomsCategory.Other => "SALE",
    };

    /// <summary>The number under which the market collected the tax, for sales to consumers.</summary>
    private static object? Vendor(IReadOnlyList<TaxRegistration> registrations)
    {
        foreach (var r in registrations)
        {
            var code = r.Kind switch
            {
                TaxRegistrationKind.Ioss => "0356",
                TaxRegistrationKind.Voec => "0357",
                TaxRegistrationKind.Vat when r.Country.Code == "GB" => "0358",
                _ => null,
            };
            if (code is not null) return new { VendorCollectIDTypeCode = code, VendorCollectIDNumber = r.Number, ConsigneeType = "02" };
        }

        return null;
    }

    /// <summary>The seller's own number on the invoice: there is room for one, and customs asks for EORI first.</summary>
    private static string? OwnNumber(LabelRequest request) =>
        new[] { TaxRegistrationKind.Eori, TaxRegistrationKind.Vat, TaxRegistrationKind.Gst }.Select(k => request.SellerNumber(k)).FirstOrDefault(n => n is not null);

    private static object? Phone(PostalAddress address) => address.Phone is { } phone ? new { Number = phone } : null;

    /// <summary>States are told by their codes alone; a name that is no code is left out.</summary>
    private static object Address(PostalAddress address, bool isHome = false) => new
    {
        AddressLine = AddressLines.Of(address, LongestLine, MostLines) ?? [address.Street], address.City, StateProvinceCode = address.Region is { Length: <= 5 } code ? code : null, PostalCode = address.Postcode,
        CountryCode = address.Country.Code, ResidentialAddressIndicator = isHome ? "" : null,
    };

    private static object Dimensions(Dimensions size, PostalAddress from)
    {
        Func<int, string> measure = IsUs(from) ? mm => Text(Units.Inches(mm)) : mm => Text(Units.Centimetres(mm));
        return new { UnitOfMeasurement = new { Code = IsUs(from) ? "IN" : "CM" }, Length = measure(size.LengthMm), Width = measure(size.WidthMm), Height = measure(size.HeightMm) };
    }

    private static object Weight(Weight weight, PostalAddress from) =>
        new { UnitOfMeasurement = new { Code = IsUs(from) ? "LBS" : "KGS" }, Weight = Text(IsUs(from) ? weight.Pounds(1) : weight.Kilograms(1)) };

    private static bool IsUs(PostalAddress from) => from.Country.Code == "US";

    private static string Text(decimal number) => number.ToString("0.#", CultureInfo.InvariantCulture);

    private static string Day(DateTime utc) => utc.ToString("yyyyMMdd", CultureInfo.InvariantCulture);
}
