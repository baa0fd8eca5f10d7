using Microsoft.EntityFrameworkCore;
using Storefront.Data;

namespace Storefront.Accounts;

/// <summary>What a person's own security page shows.</summary>
public sealed record AccountFacts(string Email, bool HasSecondFactor, int Sessions);

public sealed class ReadAccount(MarketDb db, Sessions sessions)
{
    public async Task<AccountFacts> RunAsync(Actor actor, CancellationToken cancel)
    {
        var user = await db.Users.AsNoTracking().Where(u => u.Id == actor.User.Value).Select(u => new { u.Email, u.TwoFactorEnabled }).SingleAsync(cancel);
        return new AccountFacts(user.Email!, user.TwoFactorEnabled, await sessions.CountAsync(actor.User, cancel));
    }
}
