using Microsoft.EntityFrameworkCore;
using Storefront.Data;

namespace Storefront.Catalog;

/// <param name="Path">Keys from the top to this one.</param>
/// <param name="Names">By language tag.</param>
public sealed record CategoryShelf(string Key, IReadOnlyList<string> Path, IReadOnlyDictionary<string, string> Names);

/// <summary>The market's categories as a merchant chooses among them: every shelf behind the one that holds it.</summary>
public sealed class CategoryShelves(MarketDb db)
{
    public async Task<IReadOnlyList<CategoryShelf>> ListAsync(CancellationToken cancel)
    {
        var all = await db.Categories.AsNoTracking().OrderBy(c => c.Position).ThenBy(c => c.Key).ToListAsync(cancel);
        var shelves = new List<CategoryShelf>(all.Count);
        Walk(null, []);
        return shelves;

        void Walk(string? parent, IReadOnlyList<string> path)
        {
            foreach (var category in all.Where(c => c.ParentKey == parent))
            {
                shelves.Add(new CategoryShelf(category.Key, [.. path, category.Key], category.Names));
                if (path.Count < 10) Walk(category.Key, shelves[^1].Path);
            }
        }
    }
}
