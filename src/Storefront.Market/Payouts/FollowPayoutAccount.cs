using Microsoft.EntityFrameworkCore;
using Storefront.Accounts;
using Storefront.Data;
using Storefront.Merchants;
using Storefront.Payments;

namespace Storefront.Payouts;

/// <summary>Takes over what the provider now says of a merchant's account. A bank account that is new starts the cool-down, and the mail address that was told of the one before is told.</summary>
public sealed class FollowPayoutAccount(IDbContextFactory<MarketDb> contexts, PayoutProviders providers, TimeProvider clock)
{
    /// <summary>Asked for by somebody who came back from the provider's page: being there proves nothing, the provider is asked.</summary>
    public async Task<Outcome<Done>> RunAsync(MerchantId merchant, Actor actor, CancellationToken cancel)
    {
        await using (var db = await contexts.CreateDbContextAsync(cancel))
        {
            if (!await actor.WorksForAsync(merchant, db, cancel)) return MerchantRefusals.NotFound;
        }

        try
        {
            await RunAsync(merchant, cancel);
            return default(Done);
        }
        catch (ProviderOutcomeUnknownException)
        {
            return PayoutRefusals.NoAnswer;
        }
    }

    /// <summary>The provider tells of an account; one that is none of our merchants' is passed over.</summary>
    /// <exception cref="ProviderOutcomeUnknownException">No answer: what was known stays.</exception>
    public async Task RunAsync(string provider, string payee, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var told = await db.PayoutAccounts.AsNoTracking().Where(a => a.Payee == payee && a.Provider == provider).Select(a => a.Merchant).ToListAsync(cancel);
        foreach (var merchant in told) await RunAsync(merchant, cancel);
    }

    /// <exception cref="ProviderOutcomeUnknownException">No answer: what was known stays.</exception>
    internal async Task RunAsync(MerchantId merchant, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        if (await db.PayoutAccounts.AsNoTracking().SingleOrDefaultAsync(a => a.Merchant == merchant && a.Payee != null, cancel) is not { Payee: { } payee } known || !providers.Knows(known.Provider)) return;
        if (await providers.Onboard(known.Provider).ReadPayeeAsync(payee, cancel) is not { } told) return;
        var now = clock.GetUtcNow().UtcDateTime;
        await db.AtomicallyAsync<Done>(async () =>
        {
            var account = await db.PayoutAccounts.SingleAsync(a => a.Merchant == merchant, cancel);
            var mail = await db.Merchants.AsNoTracking().Where(m => m.Id == merchant).Select(m => m.Email).SingleAsync(cancel);
            var before = account.Contact ?? mail;
            if (!account.Told(told, mail, now)) return default(Done);
            foreach (var to in new[] { before, mail }.Distinct(StringComparer.OrdinalIgnoreCase))
                await db.TellMerchantAsync(merchant, to, "payout-account-changed", Guid.NewGuid().ToString("N"), now, cancel, ("ending", account.BankEnding ?? ""));
            return default(Done);
        }, cancel);
    }
}
