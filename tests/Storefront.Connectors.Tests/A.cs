using Storefront.Shipping;

namespace Storefront.Connectors.Tests;

/// <summary>Things to test with, complete and ordinary; a test changes what it is about.</summary>
internal static class A
{
    public static PostalAddress Potter => new()
    {
        Country = new Country("CN"), Name = "Longquan Celadon Studio", Street = "88 Jianchi Road", City = "Longquan", Region = "Zhejiang", Postcode = "323700", Phone = "+8657877120000",
    };

    public static PostalAddress Lyon => new()
    {
        Country = new Country("FR"), Name = "Camille Moreau", Street = "14 rue des Capucins", City = "Lyon", Postcode = "69001", Phone = "+33478000000",
    };

    public static PostalAddress Porto => new()
    {
        Country = new Country("PT"), Name = "Cerâmica do Bonfim", Street = "Rua do Bonfim 210", City = "Porto", Postcode = "4300-068",
    };

    public static CustomsLine TeapotLine => new("Celadon teapot, stoneware, 450 ml", 1, new Weight(620), new Money(24_00, Currency.Eur), new HsCode("691200"), new Country("CN"));

    public static CustomsDeclaration Declaration => CustomsDeclaration.Declare(CustomsCategory.SaleOfGoods, [TeapotLine], Incoterm.Ddp).Value;

    public static RateRequest RateRequest(DateTime atUtc) => new()
    {
        From = Potter, To = Lyon, Weight = new Weight(910), Size = new Dimensions(220, 180, 150), DeclaredValue = new Money(24_00, Currency.Eur), Lines = [TeapotLine], AtUtc = atUtc,
    };

    public static LabelHandle Handle(string reference, string? number = null, string service = "parcel") => new(reference, number, null, service);

    public static async Task<IReadOnlyList<TrackingEvent>> TrackAsync(ITrackParcels carrier, BoughtLabel label) =>
        (await carrier.TrackAsync([new LabelHandle(label.Reference, label.TrackingNumber, label.CarrierReference, label.ServiceKey)])).GetValueOrDefault(label.Reference, []);

    public static LabelRequest LabelRequest(CarrierRate rate, string reference = "label-1") => new()
    {
        Reference = reference, Rate = rate, Sender = Potter, Recipient = Lyon, Weight = new Weight(910), Size = new Dimensions(220, 180, 150), Customs = Declaration, OrderNumber = "SF-10023",
    };
}
