using Microsoft.EntityFrameworkCore;
using Storefront.Catalog;
using Storefront.Data;

namespace Storefront.Customs.Classification;

/// <param name="Path">The chapter and what lies between it and the entry.</param>
public sealed record HsFound(HsEntry Entry, HsFit Fit, IReadOnlyList<string> Words, IReadOnlyList<HsEntry> Path);

/// <summary>Looks for customs codes by words, in the common table or in a country's own; and proposes some for a listing. The tables are public: no permission is asked.</summary>
public sealed class FindHsCodes(MarketDb db, NationalTables tables)
{
    private const int Most = 40;

    /// <param name="country">Whose own table is searched, where one was taken in; null for the Harmonized System.</param>
    public async Task<IReadOnlyList<HsFound>> FindAsync(string words, Country? country, CancellationToken cancel)
    {
        if (string.IsNullOrWhiteSpace(words)) return [];
        var table = await TableAsync(country, cancel);
        return [.. table.Search(words.Length > 200 ? words[..200] : words, Most).Select(h => new HsFound(h.Entry, h.Fit, h.Words, [.. table.PathTo(h.Entry.Code).SkipLast(1)]))];
    }

    /// <summary>What a code says, at or above it; null where nothing is known.</summary>
    public async Task<HsEntry?> DescribeAsync(HsCode code, Country? country, CancellationToken cancel) => (await TableAsync(country, cancel)).Nearest(code);

    /// <summary>Countries with a table of their own.</summary>
    public async Task<IReadOnlyList<Country>> CountriesAsync(CancellationToken cancel) => await db.NationalTariffs.AsNoTracking().Where(t => t.Country != null).Select(t => t.Country!.Value).Distinct().ToListAsync(cancel);

    /// <param name="category">The key of the listing's category, or null.</param>
    public async Task<IReadOnlyList<HsSuggestion>> SuggestAsync(IReadOnlyCollection<string> titles, IReadOnlyCollection<string> materials, string? category, CancellationToken cancel)
    {
        var names = category is null ? null : await db.Categories.AsNoTracking().Where(c => c.Key == category).Select(c => c.Names).SingleOrDefaultAsync(cancel);
        var used = category is null ? [] : await new HsCodesInUse(db).InAsync(category, cancel);
        return new SuggestHsCode(await TableAsync(null, cancel)).For(new GoodsToClassify(titles, [.. names?.Values ?? []], materials, used));
    }

    /// <summary>A country's own table upon the common one; the common one where it has none, or for null.</summary>
    internal async Task<HsTable> TableAsync(Country? country, CancellationToken cancel)
    {
        // One statement: the newest common table and the newest of the country.
        var taken = await db.NationalTariffs.AsNoTracking().Where(t => t.Country == null || t.Country == country)
            .Where(t => !db.NationalTariffs.Any(later => (later.Country == t.Country || (later.Country == null && t.Country == null)) && (later.TakenAtUtc > t.TakenAtUtc || (later.TakenAtUtc == t.TakenAtUtc && later.Id.CompareTo(t.Id) > 0))))
            .Select(t => new { t.Id, t.Country }).ToListAsync(cancel);
        var (common, own) = (taken.Find(t => t.Country is null)?.Id, taken.Find(t => t.Country is not null)?.Id);
        if (common is null && own is null) return HsTable.BuiltIn;
        if (own is null) country = null;
        if (tables.Find(country, (common, own)) is { } open) return open;
        var table = common is { } shared ? tables.Find(null, (common, null)) ?? tables.Keep(null, (common, null), new HsTable(await EntriesAsync(shared, cancel))) : HsTable.BuiltIn;
        return own is { } id ? tables.Keep(country, (common, own), table.With([.. await EntriesAsync(id, cancel)])) : table;
    }

    private async Task<IReadOnlyList<HsEntry>> EntriesAsync(Guid tariff, CancellationToken cancel) =>
        TariffFile.EntriesOf(await db.NationalTariffs.AsNoTracking().Where(t => t.Id == tariff).Select(t => t.Document).SingleAsync(cancel));
}
