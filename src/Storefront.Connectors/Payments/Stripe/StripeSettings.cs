using System.Net;

namespace Storefront.Connectors.Payments.Stripe;

/// <summary>The section <c>Payments:Stripe</c>. Secrets belong in environment variables, such as <c>Payments__Stripe__SecretKey</c>.</summary>
public sealed class StripeSettings
{
    public const string LiveApi = "https://api.stripe.com";
    public const string LiveFiles = "https://files.stripe.com";

    private const StringSplitOptions Parts = StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries;

    /// <summary>A secret or restricted key: <c>sk_…</c> or <c>rk_…</c>. Whether it says test or live decides which world we are in.</summary>
    public string SecretKey { get; set; } = "";

    /// <summary>Signs the events of our own account.</summary>
    public string WebhookSecret { get; set; } = "";

    /// <summary>The secret before, while it is rolled: Stripe signs with both for up to a day.</summary>
    public string OlderWebhookSecret { get; set; } = "";

    /// <summary>Signs the events of payees' accounts, which come through an endpoint of their own with a secret of its own.</summary>
    public string PayeesWebhookSecret { get; set; } = "";

    /// <summary>The secret of the payees' endpoint before, while it is rolled.</summary>
    public string OlderPayeesWebhookSecret { get; set; } = "";

    /// <summary>Until when older secrets count, with its offset from UTC: at most a day after they were rolled. From then on they are refused, whether or not somebody takes them away.</summary>
    public DateTimeOffset? OlderSecretsUntil { get; set; }

    /// <summary>The country of our account. With it, local payment methods are offered by name; without it, the account's own settings decide
    /// and only what cannot fit the buyer is taken out.</summary>
    public string Country { get; set; } = "";

    /// <summary>The currencies in which our account settles, as in <c>EUR,USD</c>: charges in others become the first of them, and the least that can be charged is measured there.
    /// Empty when it is not known.</summary>
    public string SettlesIn { get; set; } = "";

    public string ApiBase { get; set; } = LiveApi;

    public string FilesBase { get; set; } = LiveFiles;

    /// <summary>Where the payment page lies; a domain of one's own if the account has one.</summary>
    public string PageOrigin { get; set; } = "https://checkout.stripe.com";

    /// <summary>The longest that one call may take, all its tries and waits together.</summary>
    public TimeSpan TimeLimit { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>How often a call is tried again.</summary>
    public int Retries { get; set; } = 2;

    public IReadOnlyList<Currency> SettlementCurrencies => [.. SettlesIn.Split(',', Parts).Select(c => new Currency(c))];

    public bool IsConfigured => SecretKey.Length > 0 || WebhookSecret.Length > 0;

    public bool IsLive => SecretKey.StartsWith("sk_live_", StringComparison.Ordinal) || SecretKey.StartsWith("rk_live_", StringComparison.Ordinal);

    private IEnumerable<string> WebhookSecrets => new[] { WebhookSecret, OlderWebhookSecret, PayeesWebhookSecret, OlderPayeesWebhookSecret }.Where(s => s.Length > 0);

    /// <summary>Those that sign events of our own account now.</summary>
    public IReadOnlyCollection<string> OwnSecrets(DateTime nowUtc) => Counting(WebhookSecret, OlderWebhookSecret, nowUtc);

    /// <summary>Those that sign events of payees' accounts now.</summary>
    public IReadOnlyCollection<string> PayeesSecrets(DateTime nowUtc) => Counting(PayeesWebhookSecret, OlderPayeesWebhookSecret, nowUtc);

    /// <summary>Why the program must not start with these settings, in one sentence without any secret; null when it may.</summary>
    /// <param name="publicUrl">The site's own address.</param>
    /// <param name="demoMarket">Whether the demo market is to be made.</param>
    /// <param name="openFor">How long a payment stays open.</param>
    public string? Fault(string publicUrl, bool demoMarket, TimeSpan openFor)
    {
        if (SecretKey.Length == 0) return "Payments:Stripe:WebhookSecret is set but Payments:Stripe:SecretKey is not: set both, or neither for the sandbox.";
        if (WebhookSecret.Length == 0) return "Payments:Stripe:SecretKey is set but Payments:Stripe:WebhookSecret is not: set both, or neither for the sandbox.";
        if (!IsLive && !SecretKey.StartsWith("sk_test_", StringComparison.Ordinal) && !SecretKey.StartsWith("rk_test_", StringComparison.Ordinal))
            return "Payments:Stripe:SecretKey is no secret key: it begins with sk_test_, sk_live_, rk_test_ or rk_live_.";
        if (WebhookSecrets.Any(s => !s.StartsWith("whsec_", StringComparison.Ordinal))) return "A webhook secret of Payments:Stripe does not begin with whsec_.";
        if (OlderWebhookSecret.Length + OlderPayeesWebhookSecret.Length > 0 && OlderSecretsUntil is null) return "With an older webhook secret, Payments:Stripe:OlderSecretsUntil says until when it counts, as in 2026-12-01T10:00:00Z.";
        if (OlderPayeesWebhookSecret.Length > 0 && PayeesWebhookSecret.Length == 0) return "Payments:Stripe:OlderPayeesWebhookSecret is set but Payments:Stripe:PayeesWebhookSecret is not.";
        if (WebhookSecret == PayeesWebhookSecret) return "Payments:Stripe:PayeesWebhookSecret is that of another endpoint than Payments:Stripe:WebhookSecret.";
        if (SettlesIn.Split(',', Parts).FirstOrDefault(c => !Currency.TryParse(c, out _)) is { } unknown) return $"Payments:Stripe:SettlesIn names currencies, as in EUR,USD, and not '{unknown}'.";
        if (Country.Length > 0 && !Storefront.Country.TryParse(Country, out _)) return $"Payments:Stripe:Country is a code of two letters, not '{Country}'.";
        if (!IsSafe(ApiBase) || !IsSafe(FilesBase)) return "Payments:Stripe:ApiBase and FilesBase are https addresses, or http on this machine for tests.";
        if (IsLive && (ApiBase != LiveApi || FilesBase != LiveFiles)) return "A live Stripe key is sent to Stripe alone: take Payments:Stripe:ApiBase and FilesBase away.";
        if (IsLive && !publicUrl.StartsWith("https://", StringComparison.Ordinal)) return "A live Stripe key needs PublicUrl to be the site's https address.";
        if (demoMarket) return "The demo market pays through the sandbox: with Payments:Stripe start with --no-demo.";
        // A page may live 24 hours and is given StripeSession.Slack beyond our own time.
        if (openFor > TimeSpan.FromHours(23)) return "Payments:OpenFor may be at most 23 hours with Stripe.";
        return null;
    }

    private string[] Counting(string secret, string older, DateTime nowUtc) => [.. new[] { secret, nowUtc < OlderSecretsUntil?.UtcDateTime ? older : "" }.Where(s => s.Length > 0)];

    /// <summary>Keys go over https only, or to this machine.</summary>
    internal static bool IsSafe(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.AbsolutePath == "/" && (uri.Scheme == Uri.UriSchemeHttps
            || (uri.Scheme == Uri.UriSchemeHttp && (uri.Host == "localhost" || (IPAddress.TryParse(uri.Host.Trim('[', ']'), out var ip) && IPAddress.IsLoopback(ip)))));
}
