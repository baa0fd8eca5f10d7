using System.Net;
using Storefront.Payments;
using Stripe;

namespace Storefront.Connectors.Payments.Stripe;

/// <summary>Opens merchants' accounts. Who they are and where their bank is they tell Stripe on its own pages (docs.stripe.com/connect/hosted-onboarding, checked 2026-11-29).</summary>
internal sealed class StripePayees(StripeCalls calls, StripeSettings settings) : IOnboardPayees
{
    /// <summary>Between these accounts may be paid across borders under the full agreement; others need the recipient's
    /// (docs.stripe.com/connect/cross-border-payouts, checked 2026-11-29).</summary>
    private static readonly HashSet<string> Region =
        [.. "US GB CA CH AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IS IT LI LT LU LV MT NL NO PL PT RO SE SI SK".Split(' ')];

    private const string AccountInvalid = "account_invalid";

    public string Key => StripeCalls.ProviderKey;

    public async Task<string> CreatePayeeAsync(PayeeToCreate payee, CancellationToken cancel) =>
        (await calls.OnceAsync(
            $"account {payee.Key}", payee.AskedAtUtc, payee.Generation, () => FindAsync(payee, cancel), () => calls.Api.Accounts.CreateAsync(Options(payee), StripeCalls.With(payee.Key, payee.Generation), cancel), isShown: true)).Id;

    public async Task<OnboardingPage> OnboardAsync(PageToOnboard page, CancellationToken cancel)
    {
        var options = new AccountLinkCreateOptions { Account = page.Payee, RefreshUrl = page.RefreshUrl, ReturnUrl = page.ReturnUrl, Type = "account_onboarding" };
        var link = await calls.AskAsync($"page for {page.Payee}", () => calls.Api.AccountLinks.CreateAsync(options, StripeCalls.With(page.Key), cancel));
        return link.Url is { Length: > 0 } url ? new OnboardingPage(url, link.ExpiresAt) : throw new ProviderOutcomeUnknownException($"Stripe gave no page for {page.Payee}.");
    }

    public async Task<PayeeState?> ReadPayeeAsync(string payee, CancellationToken cancel)
    {
        if (await calls.FindAsync($"reading {payee}", () => GetAsync(payee, cancel)) is not { } account) return null;
        var needs = account.Requirements;
        var bank = account.ExternalAccounts?.Data?.OfType<BankAccount>().FirstOrDefault();
        return new PayeeState(
            account.Id, account.Capabilities?.Transfers == "active", account.PayoutsEnabled, account.DetailsSubmitted,
            [.. Listed(needs?.CurrentlyDue).Union(Listed(needs?.PastDue))], [.. Listed(needs?.PastDue)], needs?.DisabledReason, needs?.CurrentDeadline, bank?.Id, bank?.Last4);
    }

    /// <summary>An account whose owner cut the connection to ours is still somebody's and may not be read by us any more: it is blocked, until it can be read again. Stripe's code for it
    /// is in its published list (docs.stripe.com/error-codes, checked 2026-11-29).</summary>
    private async Task<Account> GetAsync(string payee, CancellationToken cancel)
    {
        try
        {
            return await calls.Api.Accounts.GetAsync(payee, null, null, cancel);
        }
        catch (StripeException e) when (IsCutOff(e))
        {
            return new Account { Id = payee, DetailsSubmitted = true, Requirements = new AccountRequirements { DisabledReason = AccountInvalid } };
        }
    }

    internal static bool IsCutOff(StripeException e) => e.HttpStatusCode == HttpStatusCode.Forbidden && e.StripeError?.Code == AccountInvalid;

    /// <summary>Accounts are listed by time alone; from the day before it was first asked for, since Stripe's clock is not ours.</summary>
    private Task<Account?> FindAsync(PayeeToCreate payee, CancellationToken cancel) => calls.FirstAsync(
        "accounts",
        after =>
        {
            var options = StripeCalls.Page(new AccountListOptions(), after);
            if (payee.AskedAtUtc is { } asked) options.Created = StripeCalls.Since(asked.AddDays(-1));
            return calls.Api.Accounts.ListAsync(options, null, cancel);
        },
        account => StripeCalls.IsMadeUnder(account, payee.Key));

    /// <summary>Fees and losses are the platform's, as with charges of its own; payouts are asked for by us, so that what a dispute takes back is still there.</summary>
    private AccountCreateOptions Options(PayeeToCreate payee)
    {
        var options = new AccountCreateOptions
        {
            Capabilities = new AccountCapabilitiesOptions { Transfers = new AccountCapabilitiesTransfersOptions { Requested = true } },
            Controller = new AccountControllerOptions
            {
                Fees = new AccountControllerFeesOptions { Payer = "application" },
                Losses = new AccountControllerLossesOptions { Payments = "application" },
                RequirementCollection = "stripe",
                StripeDashboard = new AccountControllerStripeDashboardOptions { Type = "express" },
            },
            Country = payee.Country.Code,
            Email = payee.Email,
            Metadata = new Dictionary<string, string> { ["merchant"] = payee.Reference, [StripeCalls.KeyTag] = payee.Key },
            Settings = new AccountSettingsOptions { Payouts = new AccountSettingsPayoutsOptions { Schedule = new AccountSettingsPayoutsScheduleOptions { Interval = "manual" } } },
        };
        if (payee.Currency is { } currency) options.DefaultCurrency = currency.Wire();
        if (payee.Country.Code != settings.Country && !Region.Contains(payee.Country.Code)) options.TosAcceptance = new AccountTosAcceptanceOptions { ServiceAgreement = "recipient" };
        return options;
    }

    private static List<string> Listed(List<string>? told) => told ?? [];
}
