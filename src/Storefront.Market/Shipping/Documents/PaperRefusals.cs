namespace Storefront.Shipping;

/// <summary>Why a paper cannot be printed.</summary>
public static class PaperRefusals
{
    /// <summary>The number has more characters than bars of a readable width fit; the label is printed at its own size instead.</summary>
    public static readonly Refusal BarCodeTooLong = new("shipping.bar-code-too-long");

    /// <summary>No label is bought for it, so that there is nothing to name the parcel by.</summary>
    public static readonly Refusal NoLabel = new("shipping.no-label");

    /// <summary>A parcel of before 2026-12: what stands on its label is asked of the carrier when it is printed by itself.</summary>
    public static readonly Refusal PrintAlone = new("shipping.print-alone");

    /// <summary>More parcels than one run prints. Argument: <c>most</c>.</summary>
    public static Refusal TooMany(int most) => new Refusal("shipping.papers-too-many").With("most", most);

    public static readonly Refusal NothingChosen = new("shipping.papers-nothing-chosen");

    /// <summary>Nothing in the parcel is declared to have a battery.</summary>
    public static readonly Refusal NoBattery = new("shipping.no-battery");

    /// <summary>It stays within one customs area and needs no invoice for customs.</summary>
    public static readonly Refusal NoBorder = new("shipping.no-border");
}
