using Storefront.Shipping;

namespace Storefront.Connectors.Documents.Drawing;

/// <summary>The words of the postal customs forms, in English as one of the two languages that they allow.</summary>
internal static class CustomsWords
{
    public static readonly IReadOnlyList<CustomsCategory> Categories =
        [CustomsCategory.Gift, CustomsCategory.Documents, CustomsCategory.SaleOfGoods, CustomsCategory.CommercialSample, CustomsCategory.ReturnedGoods, CustomsCategory.Other];

    public const string Certified = "The sender certifies that this is correct and that nothing in the item is dangerous or forbidden in the mail.";

    public static string Of(CustomsCategory category) => category switch
    {
        CustomsCategory.SaleOfGoods => "Sale of goods",
        CustomsCategory.Gift => "Gift",
        CustomsCategory.CommercialSample => "Sample",
        CustomsCategory.Documents => "Documents",
        CustomsCategory.ReturnedGoods => "Returned goods",
        CustomsCategory.Other => "Other",
    };

    public static string Of(Incoterm incoterm) => incoterm switch
    {
        Incoterm.Ddp => "DDP",
        Incoterm.Dap => "DAP",
    };

    public static string Meaning(Incoterm incoterm) => incoterm switch
    {
        Incoterm.Ddp => "DDP: duty and tax paid by the sender",
        Incoterm.Dap => "DAP: duty and tax due from the addressee",
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
