namespace Storefront.Catalog;

/// <summary>A row of the change feed: the newest copy of a listing, or that it is gone. Nodes apply every row with a higher sequence
/// than their last; one counter row hands the sequences out inside the publishing transaction, so they become visible in order.</summary>
public sealed class PublishedCopy
{
    private PublishedCopy()
    {
    }

    public ListingId Listing { get; private set; }

    public long Sequence { get; private set; }

    /// <summary>JSON of <see cref="ListingCopy"/>; null when the listing is withdrawn.</summary>
    public string? Document { get; private set; }

    public DateTime ChangedAtUtc { get; private set; }

    /// <summary>By the rules of which day it was made, as yyyymmdd; 0 for one made before there were any.</summary>
    public int RulesAsOf { get; private set; }

    /// <summary>From which content of the data files it was made (<see cref="CopyEditions"/>); 0 for one made before they were counted.</summary>
    public int MadeFrom { get; private set; }

    public static PublishedCopy Of(ListingId listing) => new() { Listing = listing };

    public void Set(long sequence, string? document, int rulesAsOf, int madeFrom, DateTime nowUtc) => (Sequence, Document, RulesAsOf, MadeFrom, ChangedAtUtc) = (sequence, document, rulesAsOf, madeFrom, nowUtc);
}

/// <summary>A named counter; its one row per name is locked by the transaction that raises it.</summary>
public sealed class Counter
{
    public const string CatalogueFeed = "catalogue-feed";

    /// <summary>0 from the first row of a demo market on, 1 after its last.</summary>
    public const string DemoMarket = "demo-market";

    private Counter()
    {
    }

    public string Name { get; private set; } = "";

    public long Value { get; private set; }

    public static Counter Of(string name, long value = 0) => new() { Name = name, Value = value };
}
