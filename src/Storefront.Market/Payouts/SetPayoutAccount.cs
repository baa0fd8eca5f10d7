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

    /// <summary>When it is first asked for is committed before.</summary>
    private async Task<string> OpenAsync(Merchant shop, string provider, PayoutAccount known, CancellationToken cancel)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var key = PayoutAccount.KeyAt(provider, shop.Id);
        if (known.PayeeAskedAtUtc is null) await ChangeAsync(a => a.PayeeAsked(now));
        return await ProviderKeys.AskAsync(
            known.KeyState, key, generation => providers.Onboard(provider).CreatePayeeAsync(
                new PayeeToCreate(key, shop.Id.Value.ToString("N"), shop.ShipsFrom, shop.Email, shop.Currency, known.PayeeAskedAtUtc ?? now, generation), cancel),
            async change => await ChangeAsync(a => a.KeyIs(change(a.KeyState))) is { Succeeded: true, Value: var written } ? written : known.KeyState, clock, log);

        Task<Outcome<KeyState>> ChangeAsync(Action<PayoutAccount> change) => db.AtomicallyAsync<KeyState>(async () =>
        {
            var account = await db.PayoutAccounts.SingleAsync(a => a.Merchant == shop.Id, cancel);
            change(account);
            return account.KeyState;
        }, cancel);
    }
}
