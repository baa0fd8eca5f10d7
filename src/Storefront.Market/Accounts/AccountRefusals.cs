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
}
