namespace Storefront.Search;

/// <summary>Copies a catalogue into a new file in rank order, with words cut and facts drawn anew.</summary>
internal static class CatalogueRebuild
{
    private const int AtOnce = 2_000;

    /// <summary>Writes the listings of <paramref name="from"/> to a new file at <paramref name="path"/>; closed and complete on return.</summary>
    public static void Write(string path, CatalogueUse from, CatalogueSearchOptions options, CancellationToken cancel)
    {
        using var still = from.Reader.StandStill();
        var order = InRankOrder(from.Index);
        using var live = LiveCatalogue.Open(path, options);
        for (var start = 0; start < order.Length; start += AtOnce)
        {
            cancel.ThrowIfCancellationRequested();
            var changes = new List<ListingChange>(AtOnce);
            foreach (var slot in order[start..Math.Min(order.Length, start + AtOnce)])
            {
                // Filled after the file was made to stand still: the change is brought in afterwards.
                if (from.Reader.ListingAt(slot) is var (sequence, copy)) changes.Add(new ListingChange(sequence, copy.Id, copy));
            }

            live.Lay(changes, options);
        }

        live.Finish(from.Reader.Withdrawn(), from.Reader.Sequence());
    }

    private static int[] InRankOrder(CatalogueIndex index)
    {
        index.Gate.EnterReadLock();
        try
        {
            return index.OrderBy(SearchSort.Relevance).Order.ToArray();
        }
        finally
        {
            index.Gate.ExitReadLock();
        }
    }
}
