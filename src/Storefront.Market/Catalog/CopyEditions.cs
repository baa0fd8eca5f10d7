using Microsoft.EntityFrameworkCore;
using Storefront.Data;

namespace Storefront.Catalog;

/// <summary>Counts the contents of the data files from which copies are made: a build that is new in this market and brings others than the last one takes the next number. So it makes copies of lower numbers anew
/// once, a build with the same data makes none, and an older one that still runs beside it, or is started again, leaves the newer copies alone.</summary>
public sealed class CopyEditions(IDbContextFactory<MarketDb> contexts)
{
    private const string Prefix = "copies-from-";

    private volatile Counted? known;

    /// <summary>Tells this build from others, in eight characters.</summary>
    public string Build { get; init; } = typeof(CopyEditions).Module.ModuleVersionId.ToString("N")[..8];

    /// <param name="content">Of <see cref="ITellDestinations.MadeFrom"/>: sixteen characters.</param>
    public async Task<int> NumberOfAsync(string content, CancellationToken cancel)
    {
        if (known is { } counted && counted.Content == content) return counted.Number;
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var number = await FindAsync(db, content, cancel) ?? await CountAsync(db, content, cancel);
        known = new Counted(content, number);
        return number;
    }

    private async Task<int?> FindAsync(MarketDb db, string content, CancellationToken cancel)
    {
        var name = Name(content);
        return (int?)await db.Counters.Where(c => c.Name == name).Select(c => (long?)c.Value).SingleOrDefaultAsync(cancel);
    }

    private async Task<int> CountAsync(MarketDb db, string content, CancellationToken cancel)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        // The feed's counter is locked until the commit: nodes that start together take one number for one content.
        await db.Counters.Where(c => c.Name == Counter.CatalogueFeed).ExecuteUpdateAsync(set => set.SetProperty(c => c.Value, c => c.Value), cancel);
        if (await FindAsync(db, content, cancel) is { } found) return found;
        var last = await db.Counters.Where(c => c.Name.StartsWith(Prefix)).OrderByDescending(c => c.Value).Select(c => new { c.Name, c.Value }).FirstOrDefaultAsync(cancel);
        var number = last is null ? 1 : last.Name.StartsWith(Prefix + content, StringComparison.Ordinal) ? last.Value : last.Value + 1;
        db.Counters.Add(Counter.Of(Name(content), number));
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return (int)number;
    }

    private string Name(string content) => $"{Prefix}{content}-{Build}";

    private sealed record Counted(string Content, int Number);
}
