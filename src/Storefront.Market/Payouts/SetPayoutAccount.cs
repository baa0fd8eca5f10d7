using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Storefront.Accounts;
using Storefront.Data;
using Storefront.Merchants;
using Storefront.Payments;
using Storefront.Trust;

namespace Storefront.Payouts;

/// <summary>Sends a member of a merchant, who gave the password again, to the provider's page where holder and bank account are typed. We see neither.</summary>
public sealed class SetPayoutAccount(MarketDb db, OwnPassword own, PayoutProviders providers, IOptions<SiteOptions> site, TimeProvider clock, ILogger<SetPayoutAccount> log)
{
    public async Task<Outcome<OnboardingPage>> RunAsync(MerchantId merchant, Actor actor, string? password, CancellationToken cancel)
    {
        if (!await actor.WorksForAsync(merchant, db, cancel)) return MerchantRefusals.NotFound;
        if (await own.CheckAsync(actor.User, password, cancel) is { } wrong) return wrong;
        var now = clock.GetUtcNow().UtcDateTime;
        var shop = await db.Merchants.AsNoTracking().SingleAsync(m => m.Id == merchant, cancel);
        await db.AtomicallyAsync<Done>(async () =>
        {
            if (!await db.PayoutAccounts.AnyAsync(a => a.Merchant == merchant, cancel)) db.PayoutAccounts.Add(PayoutAccount.For(merchant, providers.Default, now));
            db.AuditLog.Add(AuditEntry.Of(actor.User, nameof(SetPayoutAccount), $"merchant {shop.Slug}", "opened the provider's page", now));
            return default(Done);
        }, cancel);
        try
        {
            var (provider, payee) = await PayeeAsync(shop, cancel);
            var back = $"{site.Value.PublicUrl}/office/payouts";
            return await providers.Onboard(provider).OnboardAsync(new PageToOnboard($"onboard-{Guid.NewGuid():N}", payee, $"{back}?back=yes", back), cancel);
        }
        catch (ProviderOutcomeUnknownException)
        {
            return PayoutRefusals.NoAnswer;
        }
        catch (ProviderRefusedException e)
        {
            return PayoutRefusals.AccountRefused(e.Code);
        }
    }

    private async Task<(string Provider, string Payee)> PayeeAsync(Merchant shop, CancellationToken cancel)
    {
        var known = await db.PayoutAccounts.AsNoTracking().SingleAsync(a => a.Merchant == shop.Id, cancel);
        if (known.Payee is { } payee && providers.Knows(known.Provider)) return (known.Provider, payee);
        var provider = providers.Default;
        var opened = await OpenAsync(shop, provider, known, cancel);
        await db.AtomicallyAsync<Done>(async () =>
        {
            (await db.PayoutAccounts.SingleAsync(a => a.Merchant == shop.Id, cancel)).Opened(provider, opened);
            return default(Done);
        }, cancel);
        return (provider, opened);
    }

    /// <summary>When it is first asked for is committed before. A key that only repeats a failure, and made nothing, is replaced after a while.</summary>
    private async Task<string> OpenAsync(Merchant shop, string provider, PayoutAccount known, CancellationToken cancel)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var key = PayoutAccount.KeyAt(provider, shop.Id);
        if (known.PayeeAskedAtUtc is null) await ChangeAsync(a => a.PayeeAsked(now));
        try
        {
            return await providers.Onboard(provider).CreatePayeeAsync(
                new PayeeToCreate(key, shop.Id.Value.ToString("N"), shop.ShipsFrom, shop.Email, shop.Currency, known.PayeeAskedAtUtc ?? now, known.KeyGeneration), cancel);
        }
        catch (ProviderOutcomeUnknownException e) when (e.MadeNothing)
        {
            await ChangeAsync(a =>
            {
                if (a.KeyGeneration == known.KeyGeneration && a.KeyFailed(clock.GetUtcNow().UtcDateTime)) ProviderKeyLog.Renewed(log, key, a.KeyGeneration, e.Message);
            });
            throw;
        }

        Task<Outcome<Done>> ChangeAsync(Action<PayoutAccount> change) => db.AtomicallyAsync<Done>(async () =>
        {
            change(await db.PayoutAccounts.SingleAsync(a => a.Merchant == shop.Id, cancel));
            return default(Done);
        }, cancel);
    }
}
