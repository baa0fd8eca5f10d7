namespace Storefront.Connectors.Documents.Drawing;

/// <summary>The few sizes of type that labels and forms are set in. Nothing is smaller than five points: fourteen dots on a thermal printer.</summary>
internal static class Type
{
    public static readonly TextStyle Caption = new(5.5);

    public static readonly TextStyle Small = new(6.5) { SmallestPt = 5 };

    public static readonly TextStyle SmallBold = Small with { Bold = true };

    public static readonly TextStyle Body = new(7.5) { SmallestPt = 6 };

    public static readonly TextStyle BodyBold = Body with { Bold = true };

    public static TextStyle ToEnd(this TextStyle style) => style with { Align = Align.End };

    public static TextStyle Centred(this TextStyle style) => style with { Align = Align.Centre };
}
