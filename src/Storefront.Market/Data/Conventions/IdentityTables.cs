using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Storefront.Accounts;

namespace Storefront.Data.Conventions;

/// <summary>Names and lengths of the identity tables; Identity leaves some of its text unbounded.</summary>
internal static class IdentityTables
{
    public static void Bound(ModelBuilder model)
    {
        model.Entity<User>(user =>
        {
            user.ToTable("Users");
            user.Property(u => u.PasswordHash).HasMaxLength(200);
            user.Property(u => u.SecurityStamp).HasMaxLength(64);
            user.Property(u => u.ConcurrencyStamp).HasMaxLength(64);
            user.Property(u => u.PhoneNumber).HasMaxLength(32);
            user.Property(u => u.Language).HasMaxLength(12).IsUnicode(false);
            // Identity makes the name unique and the mail not; here they are the same thing.
            user.HasIndex(u => u.NormalizedEmail).IsUnique().HasDatabaseName("IX_Users_NormalizedEmail");
        });
        model.Entity<IdentityRole<Guid>>(role =>
        {
            role.ToTable("Roles");
            role.Property(r => r.ConcurrencyStamp).HasMaxLength(64);
        });
        model.Entity<IdentityUserRole<Guid>>().ToTable("UserRoles");
        model.Entity<IdentityUserClaim<Guid>>(claim =>
        {
            claim.ToTable("UserClaims");
            claim.Property(c => c.ClaimType).HasMaxLength(200);
            claim.Property(c => c.ClaimValue).HasMaxLength(400);
        });
        model.Entity<IdentityRoleClaim<Guid>>(claim =>
        {
            claim.ToTable("RoleClaims");
            claim.Property(c => c.ClaimType).HasMaxLength(200);
            claim.Property(c => c.ClaimValue).HasMaxLength(400);
        });
        model.Entity<IdentityUserLogin<Guid>>(login =>
        {
            login.ToTable("UserLogins");
            login.Property(l => l.LoginProvider).HasMaxLength(128);
            login.Property(l => l.ProviderKey).HasMaxLength(128);
            login.Property(l => l.ProviderDisplayName).HasMaxLength(128);
        });
        model.Entity<IdentityUserToken<Guid>>(token =>
        {
            token.ToTable("UserTokens");
            token.Property(t => t.LoginProvider).HasMaxLength(128);
            token.Property(t => t.Name).HasMaxLength(128);
            token.Property(t => t.Value).HasMaxLength(2000);
        });
    }
}
