namespace Storefront.Accounts;

public static class AccountRefusals
{
    /// <summary>Said the same whether the thing does not exist or belongs to somebody else.</summary>
    public static readonly Refusal NotFound = new("account.not-found");

    public static readonly Refusal AdminsOnly = new("account.admins-only");
}
