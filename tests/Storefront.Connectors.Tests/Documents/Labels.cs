using Storefront.Languages;
using Storefront.Shipping;

namespace Storefront.Connectors.Tests.Documents;

/// <summary>Labels to draw: ordinary ones, and those with what the world writes on parcels.</summary>
internal static class Labels
{
    public static PaperWords RunWords { get; } = new(PrintRun.Keys.ToDictionary(k => k, k => new Messages(strict: true).In(Language.English)["paper." + k]));

    public static LabelContent ToLyon => new()
    {
        TrackingNumber = S10Number.Of("LX", 12345678, new Country("CN")).Text,
        ServiceName = "Post tracked",
        Marks = new LabelMarks("Sandbox Post", "P", "FR 69", MailStream.LetterPost, "SANDBOX - NOT VALID FOR CARRIAGE"),
        Sender = A.Potter,
        Recipient = A.Lyon,
        Weight = new Weight(910),
        Size = new Dimensions(220, 180, 150),
        Reference = "SF-10023",
        PostedOn = new DateOnly(2026, 11, 23),
        Customs = Declared(A.TeapotLine, new CustomsLine("Porcelain tea cups", 4, new Weight(180), new Money(18_50, Currency.Eur), new HsCode("691110"), new Country("CN"))),
    };

    public static LabelContent ToDubai => ToLyon with
    {
        Recipient = new PostalAddress
        {
            Country = new Country("AE"), Name = "سارة المنصوري", Company = "شركة الخليج للتجارة", Street = "شارع الشيخ زايد ١٢، شقة ٤٠٢", City = "دبي", Phone = "+971501234567",
        },
        Marks = ToLyon.Marks with { Routing = "AE" },
    };

    public static LabelContent ToHangzhou => ToLyon with
    {
        Sender = A.Porto,
        TrackingNumber = S10Number.Of("CX", 1, new Country("PT")).Text,
        ServiceName = "Parcel",
        Recipient = new PostalAddress
        {
            Country = new Country("CN"), Name = "王小明", Street = "西湖区文三路 398 号东信大厦 12 层", City = "杭州市", Region = "浙江省", Postcode = "310012", Phone = "+8613800000000", TaxId = "330106199001010019",
        },
        Marks = new LabelMarks("Sandbox Post", "C", "CN 31", MailStream.ParcelPost, "SANDBOX - NOT VALID FOR CARRIAGE"),
        Form = CustomsForm.Cn23,
    };

    public static LabelContent ToAlmaty => ToLyon with
    {
        Recipient = new PostalAddress
        {
            Country = new Country("KZ"), Name = "Айгерім Қасымова", Street = "проспект Абая, дом 52, квартира 17", City = "Алматы", Postcode = "050008", Phone = "+77011234567",
        },
        Marks = ToLyon.Marks with { Routing = "KZ 05" },
    };

    public static LabelContent ToBangkok => ToLyon with
    {
        Recipient = new PostalAddress
        {
            Country = new Country("TH"), Name = "สมชาย ใจดี", Street = "99/1 ถนนสุขุมวิท ซอย 21", District = "เขตวัฒนา", City = "กรุงเทพมหานคร", Postcode = "10110",
        },
        Marks = ToLyon.Marks with { Routing = "TH 10" },
    };

    public static LabelContent ToHanoi => ToLyon with
    {
        Recipient = new PostalAddress { Country = new Country("VN"), Name = "Nguyễn Thị Hồng Phượng", Street = "Số 25 ngõ 132 đường Cầu Giấy", District = "Quận Cầu Giấy", City = "Hà Nội", Postcode = "11300" },
        Marks = ToLyon.Marks with { Routing = "VN 11" },
    };

    public static LabelContent Domestic => ToLyon with
    {
        Sender = A.Porto,
        Recipient = new PostalAddress { Country = new Country("PT"), Name = "Inês Duarte", Street = "Rua Augusta 112, 3.º esq.", City = "Lisboa", Postcode = "1100-053" },
        TrackingNumber = S10Number.Of("EX", 98765432, new Country("PT")).Text,
        ServiceName = "Express",
        Marks = new LabelMarks("Sandbox Post", "E", "PT 11", MailStream.Express, null),
        Customs = null,
    };

    public static LabelContent Crowded => ToLyon with
    {
        Recipient = new PostalAddress
        {
            Country = new Country("GB"), Name = "Bartholomew Featherstonehaugh-Cholmondeley", Company = "The Worshipful Company of Spectacle Makers and Allied Trades Ltd", Street = "Flat 14, Apothecaries' Hall",
            Street2 = "Black Friars Lane, behind the old printing works", City = "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch", Region = "Isle of Anglesey", Postcode = "LL61 5UJ", Phone = "+441248000000",
        },
        Marks = ToLyon.Marks with { Routing = "GB LL" },
        Reference = "SF-2026-11-23-000000010023",
        Customs = Lines(11),
        Form = CustomsForm.Cn23,
    };

    public static CustomsDeclaration Lines(int count) => Declared([.. Enumerable.Range(1, count).Select(i =>
        new CustomsLine($"Hand-woven linen tea towel with an embroidered border, pattern {i}", i, new Weight(90 * i), new Money(12_50L * i, Currency.Eur), new HsCode("630260"), new Country("PT")))]);

    public static CustomsDeclaration Declared(params CustomsLine[] lines) =>
        CustomsDeclaration.Declare(CustomsCategory.SaleOfGoods, lines, Incoterm.Ddp).Value with { SenderReference = "IM3720000022", SenderReferenceKind = "IOSS", InvoiceNumber = "SF-10023-1" };
}
