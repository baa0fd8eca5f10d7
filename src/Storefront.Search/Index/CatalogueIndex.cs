namespace Storefront.Search;

/// <summary>What the node keeps in memory of every listing: which traits it has, its price and rating as numbers, and its place in each sort
/// order. Slots are the row numbers of the catalogue file.</summary>
/// <remarks>Changed in place under <see cref="Gate"/>, for microseconds a change; a question holds the gate while it counts, never while it reads
/// the file. Only one writer exists at a time.</remarks>
internal sealed class CatalogueIndex(CatalogueSearchOptions options) : IDisposable
{
    public const int UnknownPrice = -1;

    /// <summary>Every eighth slot is left free when a catalogue is laid out anew, for listings that come later and rank in between.</summary>
    public const int SlotsPerGap = 8;

    public static readonly int[] RatingBands = [450, 400, 300];

    private const int NearbySlots = 64;
    private static readonly SearchSort[] Sorts = Enum.GetValues<SearchSort>();

    private readonly SlotOrder[] orders = [.. Sorts.Select(_ => new SlotOrder())];
    private readonly SlotSet everUsed = new();
    private int[] euroCents = [];
    private ushort[] ratings = [];
    private Money[] prices = [];

    public ReaderWriterLockSlim Gate { get; } = new(LockRecursionPolicy.NoRecursion);

    /// <summary>Rises with every change, so that what was read before one is not taken for what is read after it.</summary>
    public long Version { get; private set; }

    /// <summary>One more than the highest slot ever used.</summary>
    public int SlotEnd { get; private set; }

    public SlotSet Live { get; } = new();

    public SlotSet InStock { get; } = new();

    public FacetField Categories { get; } = new();

    public FacetField Brands { get; } = new(oneEach: true);

    public FacetField ShipsFrom { get; } = new();

    public FacetField Merchants { get; } = new();

    /// <summary>Cumulative: a listing of 4.6 stars is in 450, 400 and 300.</summary>
    public FacetField Ratings { get; } = new();

    public PriceBandSets PriceBands { get; } = new();

    /// <summary>One field for each option key, for example <c>color</c>.</summary>
    public Dictionary<string, FacetField> Options { get; } = new(StringComparer.Ordinal);

    public OptionNames OptionNames { get; } = new();

    /// <summary>Category key to its parent's key, null for the top ones.</summary>
    public Dictionary<string, string?> CategoryParents { get; } = new(StringComparer.Ordinal);

    public WordSets Words { get; } = new(options.WordCacheBytes);

    public int Count => Live.Count;

    public SlotOrder OrderBy(SearchSort sort) => orders[(int)sort];

    /// <summary>Prices by slot, padded to whole words of a bitmap; free slots hold anything.</summary>
    public ReadOnlySpan<int> EuroCents => euroCents.AsSpan(0, Bits.WordsFor(SlotEnd) * 64);

    /// <summary>Ratings by slot, padded likewise.</summary>
    public ReadOnlySpan<ushort> RatingHundredths => ratings.AsSpan(0, Bits.WordsFor(SlotEnd) * 64);

    public static string BrandKey(string brand) => string.Join(' ', TextFolding.Fold(brand).Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));

    public static string MerchantKey(Guid merchant) => merchant.ToString("N");

    public static string RatingKey(int band) => band.ToString(System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>A free slot beside the listing's neighbours in rank, or the one after the last. A slot that a withdrawn listing had is not given
    /// again before the file is opened anew, since a reader may still be about to fetch its card.</summary>
    public int FreeSlotFor(ListingFacts facts)
    {
        var order = OrderBy(SearchSort.Relevance);
        var place = order.PlaceOf(0, SortKeys.Of(SearchSort.Relevance, facts, 0));
        if (place < order.Count)
        {
            var neighbour = order.Order[place];
            for (var distance = 1; distance <= NearbySlots; distance++)
            {
                if (neighbour - distance > 0 && !everUsed.Has(neighbour - distance)) return Use(neighbour - distance);
                if (neighbour + distance < SlotEnd && !everUsed.Has(neighbour + distance)) return Use(neighbour + distance);
            }
        }

        return Use(Math.Max(1, SlotEnd));
    }

    /// <summary>Slot of the nth listing of a catalogue that is laid out in rank order.</summary>
    public static int LaidOutSlot(int n) => n + (n / (SlotsPerGap - 1)) + 1;

    /// <summary>Listings whose slot does not follow their rank, of a thousand.</summary>
    public int DisorderPerMille()
    {
        var order = OrderBy(SearchSort.Relevance).Order;
        var steps = 0;
        for (var i = 1; i < order.Length; i++) steps += order[i] < order[i - 1] ? 1 : 0;
        return order.Length == 0 ? 0 : (int)(steps * 1000L / order.Length);
    }

    /// <param name="before">What the slot held, or null.</param>
    /// <param name="after">What it holds now, or null when the listing was withdrawn.</param>
    /// <param name="settled">False while many are put in one go; <see cref="Settle"/> must follow.</param>
    public void Put(int slot, ListingFacts? before, ListingFacts? after, bool settled = true)
    {
        Version++;
        if (before is not null)
        {
            TakeOut(slot, before, after);
            if (settled && after is null)
            {
                foreach (var order in orders) order.Remove(slot);
            }
        }

        if (after is null)
        {
            Live.Remove(slot);
            InStock.Remove(slot);
            return;
        }

        Use(slot);
        Live.Add(slot);
        InStock.Set(slot, after.InStock);
        PutIn(slot, after, before is not null);
        foreach (var sort in Sorts) Place(slot, sort, after, before is not null, settled);
    }

    /// <summary>Takes up the count of the index that this one replaces.</summary>
    public void ContinueVersion(long before) => Version += before;

    /// <summary>Sorts every order anew, after many changes in one go.</summary>
    public void Settle()
    {
        var live = Live.Slots().ToArray();
        foreach (var order in orders) order.Settle(live);
    }

    /// <summary>Converts every price again; false when none came out differently.</summary>
    public bool Reprice()
    {
        var changed = false;
        foreach (var slot in Live.Slots())
        {
            var cents = CentsOf(prices[slot]);
            if (cents == euroCents[slot]) continue;
            changed = true;
            euroCents[slot] = cents;
            OrderBy(SearchSort.PriceUp).SetKey(slot, SortKeys.WithPrice(SearchSort.PriceUp, OrderBy(SearchSort.PriceUp).KeyOf(slot), cents));
            OrderBy(SearchSort.PriceDown).SetKey(slot, SortKeys.WithPrice(SearchSort.PriceDown, OrderBy(SearchSort.PriceDown).KeyOf(slot), cents));
        }

        if (!changed) return false;
        PriceBands.Clear();
        Version++;
        var live = Live.Slots().ToArray();
        OrderBy(SearchSort.PriceUp).Settle(live);
        OrderBy(SearchSort.PriceDown).Settle(live);
        return true;
    }

    public long VersionNow()
    {
        Gate.EnterReadLock();
        try
        {
            return Version;
        }
        finally
        {
            Gate.ExitReadLock();
        }
    }

    /// <summary>Keeps a word's slots for the next question, unless the index has changed since they were read from the file.</summary>
    public void KeepWord(WordKey key, SlotSet slots, long readAtVersion)
    {
        Gate.EnterReadLock();
        try
        {
            if (Version == readAtVersion) Words.Keep(key, slots);
        }
        finally
        {
            Gate.ExitReadLock();
        }
    }

    public void Dispose() => Gate.Dispose();

    /// <summary>Takes a slot, making room for it.</summary>
    public int Use(int slot)
    {
        everUsed.Add(slot);
        if (slot < SlotEnd) return slot;
        SlotEnd = slot + 1;
        if (slot < euroCents.Length) return slot;
        var room = Bits.WordsFor((slot * 5 / 4) + 64) * 64;
        Array.Resize(ref euroCents, room);
        Array.Resize(ref ratings, room);
        Array.Resize(ref prices, room);
        return slot;
    }

    private void Place(int slot, SearchSort sort, ListingFacts facts, bool wasThere, bool settled)
    {
        var order = OrderBy(sort);
        var key = SortKeys.Of(sort, facts, euroCents[slot]);
        if (!settled)
        {
            order.SetKey(slot, key);
            return;
        }

        if (wasThere && order.KeyOf(slot) == key) return;
        if (wasThere) order.Remove(slot);
        order.Add(slot, key);
    }

    private void PutIn(int slot, ListingFacts facts, bool wasThere)
    {
        prices[slot] = facts.Price;
        var cents = CentsOf(facts.Price);
        if (cents != euroCents[slot] || !wasThere) PriceBands.Clear();
        euroCents[slot] = cents;
        foreach (var band in RatingBands)
        {
            if (facts.RatingHundredths >= band) Ratings.Add(RatingKey(band), "", slot);
        }

        ratings[slot] = (ushort)Math.Clamp(facts.RatingHundredths, 0, 500);
        string? parent = null;
        foreach (var category in facts.Categories)
        {
            Categories.Add(category, category, slot);
            CategoryParents[category] = parent;
            parent = category;
        }

        if (facts.Brand is not null) Brands.Add(BrandKey(facts.Brand), facts.Brand, slot);
        ShipsFrom.Add(facts.ShipsFrom.Code, facts.ShipsFrom.Code, slot);
        Merchants.Add(MerchantKey(facts.Merchant), "", slot);
        foreach (var (option, value) in facts.Options)
        {
            if (!Options.TryGetValue(option, out var field)) Options.Add(option, field = new FacetField());
            field.Add(value, value, slot);
        }
    }

    private void TakeOut(int slot, ListingFacts before, ListingFacts? after)
    {
        foreach (var category in before.Categories)
        {
            if (after is null || !after.Categories.Contains(category, StringComparer.Ordinal)) Categories.Remove(category, slot);
        }

        if (before.Brand is not null && before.Brand != after?.Brand) Brands.Remove(BrandKey(before.Brand), slot);
        if (before.ShipsFrom != after?.ShipsFrom) ShipsFrom.Remove(before.ShipsFrom.Code, slot);
        if (before.Merchant != after?.Merchant) Merchants.Remove(MerchantKey(before.Merchant), slot);
        foreach (var band in RatingBands)
        {
            if (before.RatingHundredths >= band && !(after?.RatingHundredths >= band)) Ratings.Remove(RatingKey(band), slot);
        }

        foreach (var pair in before.Options)
        {
            if (after is null || !after.Options.Contains(pair)) Options[pair.Option].Remove(pair.Value, slot);
        }
    }


    private int CentsOf(Money price) => options.ToEuroCents(price) is { } cents ? (int)Math.Clamp(cents, 0, int.MaxValue - 1) : UnknownPrice;
}
