namespace Storefront.Search.Tests;

public class WordSetsTests
{
    [Fact]
    public void Sets_that_are_kept_stay_within_their_bounds_and_those_in_use_stay()
    {
        var sets = new WordSets(budget: 1_000_000);
        var common = new WordKey(WordPlace.Anywhere, "common", false);
        sets.Keep(common, SlotSet.FromSorted([1, 2, 3]));

        for (var i = 0; i < 5_000; i++)
        {
            sets.Keep(new WordKey(WordPlace.Title, $"rare{i}", false), SlotSet.FromSorted([i]));
            Assert.NotNull(sets.Find(common));
        }

        Assert.InRange(Enumerable.Range(0, 5_000).Count(i => sets.Find(new WordKey(WordPlace.Title, $"rare{i}", false)) is not null), 1, 1_000);
    }

    [Fact]
    public void Large_sets_make_room_for_each_other()
    {
        var sets = new WordSets(budget: 100_000);
        var slots = Enumerable.Range(0, 80_000).ToArray();

        for (var i = 0; i < 100; i++) sets.Keep(new WordKey(WordPlace.Title, $"large{i}", false), SlotSet.FromSorted(slots));

        Assert.InRange(Enumerable.Range(0, 100).Count(i => sets.Find(new WordKey(WordPlace.Title, $"large{i}", false)) is not null), 1, 10);
    }
}
