using System.Globalization;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Storefront.Data;

namespace Storefront.Accounts;

/// <summary>Where somebody is signed in: one row per browser, without a word about the browser. A cookie without its row is worth nothing, so that
/// signing out ends a copied cookie too.</summary>
public sealed class Sessions(MarketDb db, TimeProvider clock)
{
    /// <summary>Beyond this many the oldest ends.</summary>
    public const int Most = 20;

    internal const string Provider = "session";

    public async Task<Guid> BeginAsync(UserId user, CancellationToken cancel)
    {
        var session = Guid.NewGuid();
        var kept = await Of(user).ToListAsync(cancel);
        if (kept.Count >= Most) db.UserTokens.RemoveRange(kept.OrderBy(t => t.Value, StringComparer.Ordinal).Take(kept.Count - Most + 1));
        var now = clock.GetUtcNow().UtcDateTime.ToString("O", CultureInfo.InvariantCulture);
        db.UserTokens.Add(new IdentityUserToken<Guid> { UserId = user.Value, LoginProvider = Provider, Name = session.ToString("N"), Value = now });
        await db.SaveChangesAsync(cancel);
        return session;
    }

    public Task<bool> IsOpenAsync(UserId user, Guid session, CancellationToken cancel)
    {
        var name = session.ToString("N");
        return Of(user).AnyAsync(t => t.Name == name, cancel);
    }

    public Task<int> CountAsync(UserId user, CancellationToken cancel) => Of(user).CountAsync(cancel);

    public Task EndAsync(UserId user, Guid session, CancellationToken cancel)
    {
        var name = session.ToString("N");
        return Of(user).Where(t => t.Name == name).ExecuteDeleteAsync(cancel);
    }

    public Task EndOthersAsync(UserId user, Guid session, CancellationToken cancel)
    {
        var name = session.ToString("N");
        return Of(user).Where(t => t.Name != name).ExecuteDeleteAsync(cancel);
    }

    /// <summary>With the caller's save.</summary>
    internal async Task EndAllAsync(User user, CancellationToken cancel)
    {
        user.EndSessions();
        db.UserTokens.RemoveRange(await Of(user.UserId).ToListAsync(cancel));
    }

    private IQueryable<IdentityUserToken<Guid>> Of(UserId user) => db.UserTokens.Where(t => t.UserId == user.Value && t.LoginProvider == Provider);
}
