using Storefront.Shipping;

namespace Storefront.Connectors.Documents.Drawing;

/// <summary>The words of the postal customs forms in English and in French, the language of the Universal Postal Union, as its forms CN 22 and CN 23 have them.</summary>
/// <remarks>Source: UPU Convention Manual, forms CN 22 and CN 23; the certificate is theirs in short. Checked 2026-11-30.</remarks>
internal static class CustomsWords
{
    public static readonly IReadOnlyList<CustomsCategory> Categories =
        [CustomsCategory.Gift, CustomsCategory.Documents, CustomsCategory.SaleOfGoods, CustomsCategory.CommercialSample, CustomsCategory.ReturnedGoods, CustomsCategory.Other];

    public static readonly Bilingual Title = new("CUSTOMS DECLARATION", "DÉCLARATION EN DOUANE");
    public static readonly Bilingual MayBeOpened = new("May be opened officially", "Peut être ouvert d’office");
    public static readonly Bilingual Signature = new("Date and signature of the sender", "Date et signature de l’expéditeur");
    public static readonly Bilingual Undeliverable = new("If undeliverable: return to sender", "En cas de non-livraison : retour à l’expéditeur");
    /// <summary>The same word in both languages.</summary>
    public const string Licence = "Licence";

    public static readonly Bilingual GrossWeight = new("Gross weight", "Poids brut");
    public static readonly Bilingual Postage = new("Postal charges", "Frais de port");
    public static readonly Bilingual Invoice = new("Invoice no.", "N° de facture");
    public static readonly Bilingual OfficeAndDate = new("Office and date", "Bureau et date de dépôt");

    public static readonly Bilingual Certificate = new(
        "The sender certifies that this is correct and that nothing in the item is dangerous or forbidden in the mail.",
        "L’expéditeur certifie que ceci est exact et que l’envoi ne contient rien de dangereux ni d’interdit par la poste.");

    /// <summary>Heads of the table of goods, in the order of its columns.</summary>
    public static Bilingual[] Columns(Currency currency) =>
    [
        new("Qty", "Qté"), new("Detailed description of contents", "Description détaillée du contenu"), new("Net kg", "Kg net"), new($"Value {currency}", $"Valeur {currency}"), new("HS tariff no.", "N° tarifaire SH"), new("Origin", "Origine"),
    ];

    public static string Of(CustomsCategory category) => category switch
    {
        CustomsCategory.SaleOfGoods => "Sale of goods",
        CustomsCategory.Gift => "Gift",
        CustomsCategory.CommercialSample => "Sample",
        CustomsCategory.Documents => "Documents",
        CustomsCategory.ReturnedGoods => "Returned goods",
        CustomsCategory.Other => "Other",
    };

    public static Bilingual Both(CustomsCategory category) => new(Of(category), category switch
    {
        CustomsCategory.SaleOfGoods => "Vente de biens",
        CustomsCategory.Gift => "Cadeau",
        CustomsCategory.CommercialSample => "Échantillon",
        CustomsCategory.Documents => "Documents",
        CustomsCategory.ReturnedGoods => "Retour de marchandise",
        CustomsCategory.Other => "Autre",
    });

    public static string Of(Incoterm incoterm) => incoterm switch
    {
        Incoterm.Ddp => "DDP",
        Incoterm.Dap => "DAP",
    };

    public static Bilingual Meaning(Incoterm incoterm) => incoterm switch
    {
        Incoterm.Ddp => new("DDP: duty and tax paid by the sender", "Droits et taxes acquittés par l’expéditeur"),
        Incoterm.Dap => new("DAP: duty and tax due from the addressee", "Droits et taxes à la charge du destinataire"),
    };

    /// <summary>The same for whoever delivers, in a few words.</summary>
    public static string AtTheDoor(Incoterm incoterm) => incoterm switch
    {
        Incoterm.Ddp => "Duty and tax paid",
        Incoterm.Dap => "Duty and tax unpaid",
    };

    /// <summary>For goods that come back the number under which they left; else the sender's customs number with all but its last four characters hidden: it goes out electronically, and nobody should copy it off a parcel.</summary>
    public static string? Reference(CustomsDeclaration customs) => customs.Export?.TrackingNumber is { } exported ? $"Exported as {exported}" : customs.SenderReference is { Length: > 4 } number
        ? $"{customs.SenderReferenceKind ?? "Sender ref."} ****{number[^4..]}"
        : null;
}

/// <summary>The same in English and French.</summary>
internal readonly record struct Bilingual(string English, string French)
{
    public override string ToString() => English == French ? English : $"{English} / {French}";
}
