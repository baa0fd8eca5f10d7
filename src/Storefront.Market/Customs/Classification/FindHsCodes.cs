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
    public async Task<IReadOnlyList<Country>> CountriesAsync(CancellationToken cancel) => await db.NationalTariffs.AsNoTracking().Select(t => t.Country).Distinct().ToListAsync(cancel);

    /// <param name="category">The key of the listing's category, or null.</param>
    public async Task<IReadOnlyList<HsSuggestion>> SuggestAsync(IReadOnlyCollection<string> titles, IReadOnlyCollection<string> materials, string? category, CancellationToken cancel)
    {
        var names = category is null ? null : await db.Categories.AsNoTracking().Where(c => c.Key == category).Select(c => c.Names).SingleOrDefaultAsync(cancel);
        var used = category is null ? [] : await new HsCodesInUse(db).InAsync(category, cancel);
        return new SuggestHsCode(HsTable.BuiltIn).For(new GoodsToClassify(titles, [.. names?.Values ?? []], materials, used));
    }

    private async Task<HsTable> TableAsync(Country? country, CancellationToken cancel)
    {
        if (country is not { } own) return HsTable.BuiltIn;
        var newest = await db.NationalTariffs.AsNoTracking().Where(t => t.Country == own).OrderByDescending(t => t.TakenAtUtc).Select(t => (Guid?)t.Id).FirstOrDefaultAsync(cancel);
        if (newest is not { } id) return HsTable.BuiltIn;
        if (tables.Find(own, id) is { } open) return open;
        var document = await db.NationalTariffs.AsNoTracking().Where(t => t.Id == id).Select(t => t.Document).SingleAsync(cancel);
        return tables.Keep(own, id, TariffFile.EntriesOf(document));
    }
}
