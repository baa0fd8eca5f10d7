using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Identity;
using Storefront.Accounts;
using Storefront.Languages;
using Storefront.Web.Hosting;
using Storefront.Web.Shop;
using Storefront.Web.Shop.Basket;
using Storefront.Web.Shop.Checkout;

namespace Storefront.Web.Account;

/// <summary>Signing in: its services, its place in the pipeline, its endpoints.</summary>
public static class AccountHost
{
    private static readonly TimeSpan SessionLength = TimeSpan.FromDays(14);
    private static readonly TimeSpan SecondStepLength = TimeSpan.FromMinutes(10);

    public static IServiceCollection AddAccountPages(this IServiceCollection services)
    {
        services.AddAccounts();
        new IdentityBuilder(typeof(User), typeof(IdentityRole<Guid>), services).AddSignInManager<MarketSignIn>();
        services.AddScoped<IUserClaimsPrincipalFactory<User>, MarketPerson>();
        services.AddSingleton<IJudgePasswords, PasswordStrength>();
        services.AddScoped<AuthenticationStateProvider, CircuitSession>();
        services.AddScoped<Entrance>();
        services.AddSingleton<KnownBrowser>();
        services.AddSingleton<AccountLimits>();
        services.AddOptions<AccountOptions>().BindConfiguration("Accounts");
        services.AddOptions<CheckoutOptions>().BindConfiguration("Checkout");
        services.AddRateLimiter(limits =>
        {
            limits.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            limits.OnRejected = AccountLimits.Reject;
            limits.AddPolicy(AccountLimits.Pages, AccountLimits.ByNetworkAddress);
            limits.AddPolicy(PointLimits.Searches, PointLimits.ByNetworkAddress);
            limits.AddPolicy(CodeLimits.Entries, CodeLimits.ByNetworkAddress);
        });
        // No scheme is the default for recognising people: SignedIn does that, where it is wanted.
        services.AddAuthentication(schemes =>
        {
            schemes.DefaultChallengeScheme = IdentityConstants.ApplicationScheme;
            schemes.DefaultForbidScheme = IdentityConstants.ApplicationScheme;
        }).AddIdentityCookies();
        services.AddAuthorization();
        services.ConfigureApplicationCookie(cookie =>
        {
            Bound(cookie, "account", SessionLength);
            cookie.SlidingExpiration = true;
            cookie.Events.OnRedirectToLogin = context => ToSignIn(context, $"/account/sign-in?returnUrl={Uri.EscapeDataString(PathAsked(context.Request))}");
            cookie.Events.OnRedirectToAccessDenied = context => ToSignIn(context, "/account/access-denied");
        });
        services.Configure<CookieAuthenticationOptions>(IdentityConstants.TwoFactorUserIdScheme, cookie => Bound(cookie, "account-step", SecondStepLength));
        services.Configure<SecurityStampValidatorOptions>(stamp =>
        {
            stamp.ValidationInterval = TimeSpan.FromMinutes(1);
            stamp.OnRefreshingPrincipal = MarketPerson.KeepSessionAsync;
        });
        services.Configure<AntiforgeryOptions>(form =>
        {
            form.Cookie.Name = "form";
            form.Cookie.Path = "/";
            form.Cookie.SameSite = SameSiteMode.Lax;
            form.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        });
        return services;
    }

    /// <summary>After the output cache, before antiforgery, which ties its tokens to the person.</summary>
    public static void UseAccounts(this WebApplication app)
    {
        app.UseRateLimiter();
        app.UseAuthentication();
        app.UseMiddleware<SignedIn>();
        app.UseAuthorization();
    }

    public static void MapAccounts(this IEndpointRouteBuilder app)
    {
        app.MapPost("/account/sign-out", SignOutAsync).WithMetadata(new SellsAttribute()).RequireSameOrigin().DisableAntiforgery();
        var own = app.MapGroup("/account").RequireAuthorization();
        own.MapPost("/privacy/export", ExportAsync).RequireSameOrigin().DisableAntiforgery();
        own.MapPost("/addresses/{id:guid}/propose", ProposeAsync).RequireSameOrigin().DisableAntiforgery();
        own.MapPost("/addresses/{id:guid}/remove", RemoveAsync).RequireSameOrigin().DisableAntiforgery();
    }

    /// <summary>The signed-in person, or null.</summary>
    public static UserId? UserOf(ClaimsPrincipal person) =>
        person.Identity is { IsAuthenticated: true } && Guid.TryParse(person.FindFirstValue(ClaimTypes.NameIdentifier), out var id) ? new UserId(id) : null;

    private static async Task<IResult> SignOutAsync(HttpContext context, SignInManager<User> signIn)
    {
        await signIn.SignOutAsync();
        BasketCookie.Forget(context);
        // What the Back button would show.
        context.Response.Headers["Clear-Site-Data"] = "\"cache\"";
        return SeeOther.Own(context, "/account/signed-out");
    }

    private static async Task<IResult> ExportAsync(HttpContext context, ExportMyData export, TimeProvider clock, CancellationToken cancel)
    {
        context.Response.Headers.CacheControl = "no-store";
        var day = clock.GetUtcNow().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        return Results.File(await export.RunAsync(PersonOf(context), cancel), "application/json; charset=utf-8", $"storefront-{day}.json");
    }

    private static async Task<IResult> ProposeAsync(Guid id, HttpContext context, KeepAddresses keep, Words words, CancellationToken cancel) =>
        ToAddresses(context, words, await keep.ProposeAsync(PersonOf(context), id, cancel), "addresses.proposed-now");

    private static async Task<IResult> RemoveAsync(Guid id, HttpContext context, KeepAddresses keep, Words words, CancellationToken cancel) =>
        ToAddresses(context, words, await keep.RemoveAsync(PersonOf(context), id, cancel), "addresses.removed");

    private static IResult ToAddresses(HttpContext context, Words words, Outcome<Done> done, string said)
    {
        (done.Succeeded ? new Flash(words["account." + said]) : new Flash(words.Text(done.Refusal), IsRefusal: true)).Leave(context);
        return SeeOther.Own(context, "/account/addresses");
    }

    private static Actor PersonOf(HttpContext context) => new(UserOf(context.User) ?? throw new InvalidOperationException("This is for who is signed in."));

    private static void Bound(CookieAuthenticationOptions cookie, string name, TimeSpan length)
    {
        cookie.Cookie.Name = name;
        cookie.Cookie.Path = "/";
        cookie.Cookie.HttpOnly = true;
        cookie.Cookie.SameSite = SameSiteMode.Lax;
        cookie.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        cookie.CookieManager = new HostCookies();
        cookie.ExpireTimeSpan = length;
        // A demo market's time moves on by weeks at a press; whoever is signed in stays so for as long as it really takes.
        cookie.TimeProvider = TimeProvider.System;
    }

    private static Task ToSignIn(RedirectContext<CookieAuthenticationOptions> context, string path)
    {
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Redirect(Visitor.Of(context.HttpContext).Link(path));
        return Task.CompletedTask;
    }

    /// <summary>Where the person wanted to go; after a post, which cannot be asked again, nowhere in particular.</summary>
    private static string PathAsked(HttpRequest request) =>
        HttpMethods.IsGet(request.Method) ? request.PathBase.ToUriComponent() + request.Path.ToUriComponent() + request.QueryString.ToUriComponent() : "/account";
}
