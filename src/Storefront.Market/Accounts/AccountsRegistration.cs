using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Storefront.Data;
using Storefront.Notices;

namespace Storefront.Accounts;

public static class AccountsRegistration
{
    /// <summary>OWASP's count for PBKDF2 with SHA-512, checked 2026-11-20. A hash with fewer is renewed at its owner's next sign-in.</summary>
    private const int HashRounds = 210_000;

    /// <summary>The host adds an <see cref="IJudgePasswords"/>.</summary>
    public static IServiceCollection AddAccounts(this IServiceCollection services)
    {
        services.Configure<PasswordHasherOptions>(hasher => hasher.IterationCount = HashRounds);
        services.AddIdentityCore<User>(identity => identity.User.RequireUniqueEmail = true)
            .AddRoles<IdentityRole<Guid>>()
            .AddEntityFrameworkStores<MarketDb>();
        return services
            .AddScoped<CheckSignIn>()
            .AddScoped<OfficeDesks>()
            .AddScoped<UserRegister>()
            .AddScoped<ChangeAdmin>()
            .AddScoped<PasswordRules>()
            .AddScoped<OwnPassword>()
            .AddScoped<MailedLinks>()
            .AddScoped<Sessions>()
            .AddScoped<SecondFactor>()
            .AddScoped<RegisterAccount>()
            .AddScoped<ConfirmEmail>()
            .AddScoped<ResetPassword>()
            .AddScoped<ChangePassword>()
            .AddScoped<ChangeEmail>()
            .AddScoped<KeepAddresses>()
            .AddScoped<ReadAccount>()
            .AddScoped<ExportMyData>()
            .AddScoped<EraseAccount>()
            .AddScoped<IHoldPersonalData, AccountData>()
            .AddScoped<IHoldPersonalData, NoticePersonalData>();
    }
}
