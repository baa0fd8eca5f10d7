using FsCheck;
using FsCheck.Fluent;
using Storefront.Shipping.Rates;

namespace Storefront.Market.Tests.Shipping;

public sealed class ParcelSizeTests
{
    [Fact]
    public void One_unit_keeps_its_size() => Assert.Equal((300, 200, 100), Of((new Dimensions(100, 300, 200), 1)));

    [Fact]
    public void Flat_units_are_stacked() => Assert.Equal((300, 200, 120), Of((new Dimensions(300, 200, 30), 4)));

    [Fact]
    public void Different_units_lie_on_the_largest_base() =>
        Assert.Equal((300, 250, 80), Of((new Dimensions(300, 100, 50), 1), (new Dimensions(250, 250, 30), 1)));

    [Fact]
    public void A_tall_stack_is_cut_and_laid_side_by_side()
    {
        // Twelve mugs of 10 cm: 120 cm high becomes 60 + 60, then 30 + 30 on the other side, then 15.
        var (length, width, height) = Of((new Dimensions(100, 100, 100), 12));

        Assert.Equal((300, 200, 200), (length, width, height));
    }

    [Fact]
    public void A_parcel_is_never_smaller_than_what_is_in_it()
    {
        var units =
            from l in Gen.Choose(1, 800)
            from w in Gen.Choose(1, 800)
            from h in Gen.Choose(1, 800)
            from quantity in Gen.Choose(1, 40)
            select (Unit: new Dimensions(l, w, h), quantity);

        Prop.ForAll(Arb.From(units.NonEmptyListOf()), packed =>
        {
            var (length, width, height) = Of(packed.ToArray());

            Assert.True((decimal)length * width * height >= packed.Sum(p => (decimal)p.Unit.VolumeMm3 * p.quantity));
            Assert.All(packed, p => Assert.True(length >= p.Unit.LengthMm && width >= p.Unit.WidthMm && height >= p.Unit.HeightMm));
            Assert.True(length >= width && width >= height);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void The_largest_order_ends_without_overflow()
    {
        var (length, _, _) = Of((new Dimensions(int.MaxValue, 1_000, 1_000), 10_000), (new Dimensions(1, 1, 1), 10_000));

        Assert.True(length >= int.MaxValue);
    }

    private static (long LengthMm, long WidthMm, long HeightMm) Of(params (Dimensions Unit, int Quantity)[] units)
    {
        var size = default(ParcelSize);
        foreach (var (unit, quantity) in units) size.Add(unit, quantity);
        return size.Fold();
    }
}
