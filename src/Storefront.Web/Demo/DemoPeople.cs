using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Storefront.Accounts;
using Storefront.Data;

namespace Storefront.Web.Demo;

/// <summary>The sign-ins of the demo market. They exist only where the demo was asked for.</summary>
public static class DemoPeople
{
    public const string Password = "harbour-demo-26";
    public const string Shopper = "shopper@storefront.example";
    public const string TeaMerchant = "longjing@storefront.example";
    public const string LinenMerchant = "garance@storefront.example";
    public const string Admin = "admin@storefront.example";

    public static readonly IReadOnlyList<(string Who, string Email)> SignIns =
        [("shopper", Shopper), ("merchant in Hangzhou", TeaMerchant), ("merchant in Lyon", LinenMerchant), ("admin", Admin)];

    /// <summary>Adds somebody to the unit of work; one without a password cannot sign in.</summary>
    public static User Add(MarketDb db, string email, bool canSignIn, DateTime nowUtc)
    {
        var user = new User
        {
            UserName = email, NormalizedUserName = email.ToUpperInvariant(), Email = email, NormalizedEmail = email.ToUpperInvariant(),
            EmailConfirmed = true, LockoutEnabled = true, CreatedAtUtc = nowUtc,
        };
        if (canSignIn) user.PasswordHash = new PasswordHasher<User>().HashPassword(user, Password);
        db.Users.Add(user);
        return user;
    }

    public static async Task MakeAdminAsync(MarketDb db, User user, CancellationToken cancel)
    {
        var role = await db.Roles.SingleOrDefaultAsync(r => r.Name == Roles.Admin, cancel);
        if (role is null) db.Roles.Add(role = new IdentityRole<Guid>(Roles.Admin) { Id = Guid.CreateVersion7(), NormalizedName = Roles.Admin.ToUpperInvariant() });
        db.UserRoles.Add(new IdentityUserRole<Guid> { RoleId = role.Id, UserId = user.Id });
    }
}
