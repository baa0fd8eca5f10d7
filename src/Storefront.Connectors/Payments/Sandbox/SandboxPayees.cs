using Storefront.Payments;

namespace Storefront.Connectors.Payments.Sandbox;

/// <summary>Merchants' accounts of development and demo: their own page, plainly marked, no real bank.</summary>
public sealed class SandboxPayees(SandboxBank bank, SandboxPaymentScript script) : IOnboardPayees
{
    /// <summary>The page's path on this site; it knows the payee by the reference.</summary>
    public const string PagePath = "/sandbox/payee/";

    public string Key => SandboxPaymentProvider.ProviderKey;

    public Task<string> CreatePayeeAsync(PayeeToCreate payee, CancellationToken cancel) =>
        script.MeetAsync(SandboxPaymentCall.OpenPayee, ProviderKeys.At(payee.Key, payee.Generation), async _ => (await bank.OpenAsync(payee, cancel)).Reference);

    public async Task<OnboardingPage> OnboardAsync(PageToOnboard page, CancellationToken cancel)
    {
        if (await bank.VisitAsync(page.Payee, page.Key, page.ReturnUrl, cancel) is not { } payee) throw new ProviderRefusedException("no_such_account", $"There is no payee {page.Payee}.");
        return new OnboardingPage($"{PagePath}{payee.Reference}?visit={page.Key}", payee.VisitEndsAtUtc!.Value);
    }

    public async Task<PayeeState?> ReadPayeeAsync(string payee, CancellationToken cancel) => (await bank.FindPayeeAsync(payee, cancel))?.ToProvider();
}
