using System.Globalization;
using Storefront.Connectors.Carriers.Wire;
using Storefront.Connectors.Carriers.YunExpress;
using Storefront.Shipping;

namespace Storefront.Connectors.Carriers.YunExpressOms;

/// <summary>Ours to theirs and back. Masses in kilograms, measures in centimetres, money as decimals of the declared currency.</summary>
internal static class YunExpressOmsMapping
{
    /// <summary>Duty paid by the sender beforehand.</summary>
    private const string DutyPrepaid = "G0";

    public static object Order(LabelRequest request, CustomsDeclaration customs) => new
    {
        CustomerOrderNumber = request.Reference,
        ShippingMethodCode = request.Rate.ServiceKey,
        PackageCount = 1,
        Weight = request.Weight.Kilograms(),
        Length = Units.Centimetres(request.Size.LengthMm),
        Width = Units.Centimetres(request.Size.WidthMm),
        Height = Units.Centimetres(request.Size.HeightMm),
        IossCode = request.SellerNumber(TaxRegistrationKind.Ioss),
        Receiver = Person(request.Recipient),
        Sender = Person(request.Sender),
        Parcels = customs.Lines.Select(l => new
        {
            EName = l.Description, CName = l.LocalDescription ?? l.Description, HSCode = l.HsCode.Digits, l.Quantity, UnitPrice = l.UnitPrice().Major, UnitWeight = l.UnitWeight().Kilograms(), CurrencyCode = l.Value.Currency.Code, SKU = l.Sku,
        }),
        OrderExtra = customs.Incoterm == Incoterm.Ddp ? new[] { new { ExtraCode = DutyPrepaid, ExtraName = "Duty prepaid" } } : null,
    };

    /// <summary>A scan in our words; null when it has no time that can be read.</summary>
    public static TrackingEvent? Event(OmsScan scan)
    {
        if (!DateTime.TryParseExact(scan.ProcessDate, ["yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF", "yyyy-MM-dd HH:mm:ss"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var at)) return null;
        var status = Status(scan.TrackNodeCode ?? "");
        return new TrackingEvent(status, new DateTimeOffset(at, ZonedTime.China).UtcDateTime, null, string.IsNullOrWhiteSpace(scan.ProcessLocation) ? null : scan.ProcessLocation, ScanCode.Of(scan.TrackNodeCode), status.TextKey());
    }

    /// <summary>An attempt may have succeeded: what came of it is told by the next event.</summary>
    internal static TrackingStatus Status(string code) => code switch
    {
        "CUSTOMS_PROCESSING" or "CUSTOMS_COMPLETE" => TrackingStatus.ImportCustoms,
        "DELIVERY_ATTEMPT" => TrackingStatus.OutForDelivery,
        _ => YunExpressMapping.Status(code),
    };

    private static object Person(PostalAddress address)
    {
        var more = new[] { address.Street2, address.District }.Where(l => !string.IsNullOrWhiteSpace(l)).ToArray();
        return new
        {
            CountryCode = address.Country.Code, FirstName = address.Name, LastName = "", address.Company, address.Street, StreetAddress1 = more.ElementAtOrDefault(0), StreetAddress2 = more.ElementAtOrDefault(1), address.City,
            State = address.Region ?? address.City, Zip = address.Postcode, address.Phone, address.TaxId,
        };
    }
}
