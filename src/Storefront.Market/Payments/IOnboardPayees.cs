namespace Storefront.Payments;

/// <summary>Opens accounts in which payees receive money. Who they are and where their bank is they tell the provider, on its page: we never see it.</summary>
public interface IOnboardPayees
{
    string Key { get; }

    /// <summary>Opens an account and gives its reference. Repeating the key gives the same account.</summary>
    /// <exception cref="ProviderOutcomeUnknownException">Whether it was opened is not known: ask again with the same key.</exception>
    /// <exception cref="ProviderRefusedException">The provider takes no such payee.</exception>
    Task<string> CreatePayeeAsync(PayeeToCreate payee, CancellationToken cancel);

    /// <summary>A page on which the payee completes the account: good for one visit and a few minutes, so it is made when it is asked for and never stored.</summary>
    Task<OnboardingPage> OnboardAsync(PageToOnboard page, CancellationToken cancel);

    /// <summary>What the account may do now, or null when the provider knows no such account. Coming back from the page proves nothing; this does.</summary>
    Task<PayeeState?> ReadPayeeAsync(string payee, CancellationToken cancel);
}

/// <param name="Reference">Our own name of the payee.</param>
/// <param name="AskedAtUtc">When it was first asked for; one asked for more than a day ago is looked up before it is sent.</param>
/// <param name="Generation">Of the key, see <see cref="ProviderKeys"/>.</param>
public sealed record PayeeToCreate(string Key, string Reference, Country Country, string Email, Currency? Currency = null, DateTime? AskedAtUtc = null, int Generation = 0);

/// <param name="RefreshUrl">Where the payee goes when the page was used or grew old: it makes a new one.</param>
public sealed record PageToOnboard(string Key, string Payee, string ReturnUrl, string RefreshUrl);

public sealed record OnboardingPage(string Url, DateTime ExpiresAtUtc);

/// <param name="MayReceive">Transfers may be made to it.</param>
/// <param name="MayBePaidOut">Its money may go on to its bank.</param>
/// <param name="Missing">What the payee has to tell, in the provider's words for it.</param>
/// <param name="Overdue">Those of <paramref name="Missing"/> that already block it.</param>
/// <param name="BlockedBecause">The provider's code for why it is blocked; null when it is not.</param>
/// <param name="MissingByUtc">Until when what is missing must be told.</param>
/// <param name="BankMark">Changes whenever the bank account does, and tells nothing else; null while there is none, or where the provider does not say.</param>
/// <param name="BankEnding">The last digits of the bank account, for its owner to recognise it.</param>
public sealed record PayeeState(
    string Payee, bool MayReceive, bool MayBePaidOut, bool ToldEverything, IReadOnlyList<string> Missing, IReadOnlyList<string> Overdue, string? BlockedBecause, DateTime? MissingByUtc,
    string? BankMark = null, string? BankEnding = null);
