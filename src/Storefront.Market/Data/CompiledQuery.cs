using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Storefront.Data;

/// <summary>A query on the way from basket to paid order, translated once instead of each time it is asked. A compiled query belongs to one
/// model, and a process may hold the models of several databases (tests do), so there is one for each.</summary>
/// <param name="compile">One of the <c>EF.CompileAsyncQuery</c> methods.</param>
public sealed class CompiledQuery<T>(Func<T> compile)
    where T : Delegate
{
    private volatile Entry[] entries = [];

    public T For(MarketDb db)
    {
        var model = db.Model;
        foreach (var entry in entries)
        {
            if (ReferenceEquals(entry.Model, model)) return entry.Query;
        }

        // Two that come first at once compile it twice; either serves.
        var added = new Entry(model, compile());
        entries = [.. entries, added];
        return added.Query;
    }

    private sealed record Entry(IModel Model, T Query);
}
