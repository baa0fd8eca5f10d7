namespace Storefront.Shipping.Rates;

/// <summary>The outer size of a parcel that holds several packed units.</summary>
/// <remarks>
/// Units lie flat on the largest length and the largest width among them, heights added. While it makes the parcel shorter, that stack is
/// cut in two and the halves are laid side by side: units of one height by whole layers, mixed units with room for the tallest.
/// The goods really fit into the result, though a patient packer may do better. One unit alone keeps its own size.
/// </remarks>
public struct ParcelSize
{
    private long length;
    private long width;
    private long height;
    private long tallest;
    private bool mixed;

    /// <summary>Adds units that are packed alike.</summary>
    /// <param name="quantity">At least one.</param>
    public void Add(Dimensions unit, int quantity)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(quantity, 1);
        mixed |= height > 0 && unit.HeightMm != tallest;
        length = Math.Max(length, unit.LengthMm);
        width = Math.Max(width, unit.WidthMm);
        height = checked(height + ((long)unit.HeightMm * quantity));
        tallest = Math.Max(tallest, unit.HeightMm);
    }

    /// <summary>Length, width and height in millimetres, longest first. 64 bits, since a large order can outgrow any parcel.</summary>
    public readonly (long LengthMm, long WidthMm, long HeightMm) Fold()
    {
        var (l, w, h) = (length, width, height);
        while (h > l)
        {
            // Two heaps of pieces no taller than t can always be levelled to (h + t) / 2; equal pieces to half their number, rounded up.
            var cut = mixed ? (h + tallest + 1) / 2 : ((h / tallest) + 1) / 2 * tallest;
            if (Math.Max(Math.Max(l, 2 * w), cut) >= h) break;
            (l, w, h) = (Math.Max(l, 2 * w), Math.Min(l, 2 * w), cut);
        }

        Span<long> sides = [l, w, h];
        sides.Sort();
        return (sides[2], sides[1], sides[0]);
    }
}
