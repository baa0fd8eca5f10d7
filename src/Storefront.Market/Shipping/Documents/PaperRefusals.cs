namespace Storefront.Shipping;

/// <summary>Why a paper cannot be printed.</summary>
public static class PaperRefusals
{
    /// <summary>The number has more characters than bars of a readable width fit; the label is printed at its own size instead.</summary>
    public static readonly Refusal BarCodeTooLong = new("shipping.bar-code-too-long");
}
