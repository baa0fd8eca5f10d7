namespace Storefront.Accounts;

public static class AccountRefusals
{
    /// <summary>Said the same whether the thing does not exist or belongs to somebody else.</summary>
    public static readonly Refusal NotFound = new("account.not-found");

    public static readonly Refusal AdminsOnly = new("account.admins-only");

    /// <summary>The one answer to every sign-in that fails: unknown address, wrong password, account at rest.</summary>
    public static readonly Refusal SignInFailed = new("account.sign-in-failed");

    /// <summary>Said only to who knew the password.</summary>
    public static readonly Refusal EmailNotConfirmed = new("account.email-not-confirmed");

    public static readonly Refusal EmailUnreadable = new("form.not-email", "email");

    public static readonly Refusal EmailIsTheSame = new("account.email-is-the-same", "email");

    /// <summary>The present password, asked for again before something weighty, is wrong.</summary>
    public static readonly Refusal PasswordWrong = new("account.password-wrong", "password");

    public static readonly Refusal PasswordTooLong = new Refusal("account.password-too-long", "new-password").With("longest", PasswordRules.Longest);

    public static readonly Refusal PasswordTooShort = new Refusal("account.password-too-short", "new-password").With("shortest", PasswordRules.Shortest);

    public static readonly Refusal PasswordCommon = new("account.password-common", "new-password");

    public static readonly Refusal PasswordPersonal = new("account.password-personal", "new-password");

    public static readonly Refusal PasswordPattern = new("account.password-pattern", "new-password");

    public static readonly Refusal PasswordGuessable = new("account.password-guessable", "new-password");

    /// <summary>Used, too old, replaced by a newer one, or never ours.</summary>
    public static readonly Refusal LinkExpired = new("account.link-expired");

    public static readonly Refusal CodeWrong = new("account.code-wrong", "code");

    public static readonly Refusal AddressBookFull = new Refusal("account.address-book-full").With("most", KeepAddresses.Most);

    /// <summary>The person owns a shop, which has to be closed or handed on first.</summary>
    public static readonly Refusal OwnsShop = new("account.owns-shop");

    public static readonly Refusal LastAdmin = new("account.last-admin");

    /// <summary>Said the same for addresses with and without an account.</summary>
    public static Refusal TooManyAttempts(int minutes) => new Refusal("account.locked-out").With("minutes", minutes);
}
