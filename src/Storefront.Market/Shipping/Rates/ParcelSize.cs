namespace Storefront.Shipping.Rates;

/// <summary>The outer size of a parcel that holds several packed units.</summary>
/// <remarks>
/// Units lie flat on the largest length and the largest width among them, heights added. While that stack is taller than its base is
/// long, it is cut in two and the halves laid side by side along the shorter edge; a half never gets lower than the tallest unit.
/// One unit alone keeps its own size. It is a rule of thumb that never comes out smaller than the goods, not a packing plan.
/// </remarks>
public struct ParcelSize
{
    private long length;
    private long width;
    private long height;
    private long tallest;

    /// <summary>Adds units that are packed alike.</summary>
    /// <param name="quantity">At least one.</param>
    public void Add(Dimensions unit, int quantity)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(quantity, 1);
        length = Math.Max(length, unit.LengthMm);
        width = Math.Max(width, unit.WidthMm);
        height = checked(height + ((long)unit.HeightMm * quantity));
        tallest = Math.Max(tallest, unit.HeightMm);
    }

    /// <summary>Length, width and height in millimetres, longest first. 64 bits, since a large order can outgrow any parcel.</summary>
    public readonly (long LengthMm, long WidthMm, long HeightMm) Fold()
    {
        var (l, w, h) = (length, width, height);
        while (h > l && h > tallest)
        {
            h = Math.Max((h + 1) / 2, tallest);
            w *= 2;
            if (w > l) (l, w) = (w, l);
        }

        Span<long> sides = [l, w, h];
        sides.Sort();
        return (sides[2], sides[1], sides[0]);
    }
}
