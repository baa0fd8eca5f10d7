namespace Storefront.Accounts;

public static class Roles
{
    /// <summary>Settles disputes, approves merchants, keeps rules.</summary>
    public const string Admin = "admin";
}
