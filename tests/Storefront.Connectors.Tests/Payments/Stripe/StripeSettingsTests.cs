using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Storefront.Connectors.Payments.Stripe;
using Storefront.Payments;

namespace Storefront.Connectors.Tests.Payments.Stripe;

public sealed class StripeSettingsTests
{
    [Theory]
    [InlineData("SecretKey is set but", "SecretKey=sk_test_1")]
    [InlineData("WebhookSecret is set but", "WebhookSecret=whsec_1")]
    [InlineData("no secret key", "SecretKey=pk_test_1", "WebhookSecret=whsec_1")]
    [InlineData("does not begin with whsec_", "SecretKey=sk_test_1", "WebhookSecret=secret")]
    [InlineData("does not begin with whsec_", "SecretKey=sk_test_1", "WebhookSecret=whsec_1", "OlderWebhookSecret=old")]
    [InlineData("until when it counts", "SecretKey=sk_test_1", "WebhookSecret=whsec_1", "OlderWebhookSecret=whsec_0")]
    [InlineData("until when it counts", "SecretKey=sk_test_1", "WebhookSecret=whsec_1", "PayeesWebhookSecret=whsec_2", "OlderPayeesWebhookSecret=whsec_0")]
    [InlineData("PayeesWebhookSecret is not", "SecretKey=sk_test_1", "WebhookSecret=whsec_1", "OlderPayeesWebhookSecret=whsec_0", "OlderSecretsUntil=2026-12-01T10:00:00Z")]
    [InlineData("that of another endpoint", "SecretKey=sk_test_1", "WebhookSecret=whsec_1", "PayeesWebhookSecret=whsec_1")]
    [InlineData("names currencies", "SecretKey=sk_test_1", "WebhookSecret=whsec_1", "SettlesIn=EUR, Euro")]
    [InlineData("two letters", "SecretKey=sk_test_1", "WebhookSecret=whsec_1", "Country=Germany")]
    [InlineData("https addresses", "SecretKey=sk_test_1", "WebhookSecret=whsec_1", "ApiBase=http://api.stripe.com")]
    [InlineData("https addresses", "SecretKey=sk_test_1", "WebhookSecret=whsec_1", "ApiBase=https://api.stripe.com/v1")]
    [InlineData("https addresses", "SecretKey=sk_test_1", "WebhookSecret=whsec_1", "FilesBase=http://127.0.0.1.evil.test")]
    [InlineData("sent to Stripe alone", "SecretKey=sk_live_1", "WebhookSecret=whsec_1", "ApiBase=http://127.0.0.1:5000")]
    [InlineData("sent to Stripe alone", "SecretKey=rk_live_1", "WebhookSecret=whsec_1", "FilesBase=https://files.test")]
    public void Half_or_unsafe_settings_stop_the_start_with_one_sentence(string sentence, params string[] settings)
    {
        var fault = Assert.Throws<SettingsException>(() => Add(settings)).Message;

        Assert.Contains(sentence, fault, StringComparison.Ordinal);
        Assert.DoesNotContain("_1", fault, StringComparison.Ordinal);
    }

    [Fact]
    public void A_live_key_needs_a_site_on_https()
    {
        Assert.Contains("PublicUrl", Assert.Throws<SettingsException>(() => Add(["SecretKey=sk_live_1", "WebhookSecret=whsec_1"], "http://shop.test")).Message, StringComparison.Ordinal);
        Add(["SecretKey=sk_live_1", "WebhookSecret=whsec_1"], "https://shop.test");
    }

    [Fact]
    public void The_demo_market_and_Stripe_do_not_go_together() =>
        Assert.Contains("--no-demo", Assert.Throws<SettingsException>(() => Add(["SecretKey=sk_test_1", "WebhookSecret=whsec_1"], demo: true)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_payment_may_not_stay_open_longer_than_a_page_can() =>
        Assert.Contains("OpenFor", Assert.Throws<SettingsException>(() => Add(["SecretKey=sk_test_1", "WebhookSecret=whsec_1", "OpenFor=1.00:00:00"])).Message, StringComparison.Ordinal);

    [Fact]
    public void Without_settings_nothing_is_added_and_with_them_every_ability_is()
    {
        Assert.Empty(Add([]));

        var added = Add(["SecretKey=rk_test_1", "WebhookSecret=whsec_1", "ApiBase=http://[::1]:5000"]).Select(s => s.ServiceType).ToHashSet();

        Assert.Superset(new HashSet<Type> { typeof(IPaymentProvider), typeof(ITransferFunds), typeof(IOnboardPayees), typeof(IPayOut), typeof(IContestChargebacks), typeof(IListProviderNews), typeof(IListProviderObjects) }, added);
    }

    [Fact]
    public void The_pinned_version_is_the_one_that_was_built_for() => Assert.Equal("2026-10-28.endive", global::Stripe.StripeConfiguration.ApiVersion);

    private static ServiceCollection Add(string[] settings, string publicUrl = "https://shop.test", bool demo = false)
    {
        var services = new ServiceCollection();
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(s => s.Split('=')).ToDictionary(s => s[0] == "OpenFor" ? s[0] : "Stripe:" + s[0], s => (string?)s[1])).Build();
        services.AddStripe(configuration, publicUrl, demo);
        return services;
    }
}
