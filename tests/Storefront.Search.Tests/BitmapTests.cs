namespace Storefront.Search.Tests;

public class BitmapTests
{
    [Theory]
    [InlineData(50, 400)]
    [InlineData(5_000, 400)]
    [InlineData(5_000, 20)]
    [InlineData(70_000, 3_000)]
    public void A_slot_set_is_a_set_whichever_form_it_has(int slots, int changes)
    {
        var random = new Random(slots + changes);
        var set = new SlotSet();
        var expected = new SortedSet<int>();

        for (var i = 0; i < changes; i++)
        {
            var slot = random.Next(slots);
            var member = random.Next(4) != 0;
            Assert.Equal(member ? expected.Add(slot) : expected.Remove(slot), set.Set(slot, member));
        }

        Assert.Equal(expected, set.Slots());
        Assert.Equal(expected.Count, set.Count);
        Assert.All(Enumerable.Range(0, 100), _ =>
        {
            var slot = random.Next(slots);
            Assert.Equal(expected.Contains(slot), set.Has(slot));
        });
        Assert.Equal(expected, SlotSet.FromSorted([.. expected]).Slots());
    }

    [Theory]
    [InlineData(10, 10)]
    [InlineData(10, 3_000)]
    [InlineData(3_000, 10)]
    [InlineData(3_000, 3_000)]
    [InlineData(0, 100)]
    public void Union_intersection_and_count_agree_with_plain_sets(int first, int second)
    {
        const int Slots = 6_000;
        var random = new Random(first + second);
        var a = Enumerable.Range(0, first).Select(_ => random.Next(Slots)).ToHashSet();
        var b = Enumerable.Range(0, second).Select(_ => random.Next(Slots + 500)).ToHashSet();
        var bits = new ulong[Bits.WordsFor(Slots)];
        foreach (var slot in a) Bits.Add(bits, slot);
        var set = SlotSet.FromSorted([.. b.Order()]);
        var inRange = b.Where(s => s < bits.Length * 64).ToHashSet();
        var intersection = bits.ToArray();
        var union = bits.ToArray();
        var difference = bits.ToArray();

        set.IntersectInto(intersection);
        set.UnionInto(union);
        Bits.AndNot(difference, intersection);

        Assert.Equal(a.Intersect(inRange).Order(), SlotsOf(intersection));
        Assert.Equal(a.Union(inRange).Order(), SlotsOf(union));
        Assert.Equal(a.Except(inRange).Order(), SlotsOf(difference));
        Assert.Equal(a.Intersect(inRange).Count(), set.CountIn(bits));
        Assert.Equal(a.Count, Bits.Count(bits));
    }

    [Fact]
    public void A_column_is_compared_in_whole_words()
    {
        var random = new Random(1);
        var prices = Enumerable.Range(0, 640).Select(_ => random.Next(-1, 1_000)).ToArray();
        var ratings = Enumerable.Range(0, 640).Select(_ => (ushort)random.Next(501)).ToArray();
        var priced = new ulong[10];
        var rated = new ulong[10];

        ColumnScan.Priced(priced, prices, 100, 500);
        ColumnScan.Rated(rated, ratings, 400);

        Assert.Equal(Enumerable.Range(0, 640).Where(i => prices[i] is >= 100 and < 500), SlotsOf(priced));
        Assert.Equal(Enumerable.Range(0, 640).Where(i => ratings[i] >= 400), SlotsOf(rated));
    }

    [Fact]
    public void The_largest_counts_are_found_without_looking_at_every_value()
    {
        var random = new Random(2);
        var field = new FacetField();
        var slots = new Dictionary<string, HashSet<int>>();
        for (var i = 0; i < 6_000; i++)
        {
            var key = $"v{(int)(Math.Pow(random.NextDouble(), 3) * 200)}";
            var slot = random.Next(2_000);
            if (!slots.TryGetValue(key, out var members)) slots[key] = members = [];
            if (random.Next(4) == 0)
            {
                members.Remove(slot);
                field.Remove(key, slot);
            }
            else
            {
                members.Add(slot);
                field.Add(key, key, slot);
            }
        }

        var bits = new ulong[Bits.WordsFor(2_000)];
        for (var i = 0; i < 700; i++) Bits.Add(bits, random.Next(2_000));
        var top = field.Top(new MatchSet(bits, new int[16]), 10);

        var expected = slots.Select(s => (s.Key, Count: s.Value.Count(v => Bits.Has(bits, v)))).Where(v => v.Count > 0)
            .OrderByDescending(v => v.Count).ThenBy(v => v.Key, StringComparer.Ordinal).Take(10);
        Assert.Equal(expected, top.Select(v => (v.Key, v.Count)));
        Assert.Equal(slots.Values.Select(v => v.Count).Where(c => c > 0).OrderDescending(), field.Largest().Select(v => v.Count));
    }

    private static int[] SlotsOf(ulong[] bits)
    {
        var slots = new int[bits.Length * 64];
        return slots[..Bits.Slots(bits, slots)];
    }
}
