using System.Text;
using Storefront.Connectors.Payments;
using Storefront.Connectors.Payments.Stripe;
using Storefront.Payments;

namespace Storefront.Connectors.Tests.Payments.Stripe;

/// <summary>Whose events are taken, and what is read of them.</summary>
public sealed class StripeWebhookTests
{
    /// <summary>Computed with the official client: npm stripe 23.1.0, secret whsec_test, checked 2026-11-29.</summary>
    private const string Known = "c89214b5b5da833daed6f0b8c5bb6bd58cea9022bd80ccc78230f3942d632925";

    private static readonly byte[] KnownBody = """{"id":"evt_1"}"""u8.ToArray();
    private static readonly DateTime KnownAt = DateTime.UnixEpoch.AddSeconds(1_700_000_000);

    private const string OfAPayee = ",\"account\":\"acct_7\"";

    private static readonly DateTime Now = new(2026, 11, 29, 10, 0, 0, DateTimeKind.Utc);

    [Fact]
    public void The_known_answer_is_ours_too() => Assert.Equal(Known, WebhookSignature.Sign(KnownBody, "1700000000", "whsec_test"));

    [Theory]
    [InlineData("t=1700000000,v1=" + Known, true)]
    [InlineData("v1=" + Known + ",t=1700000000", true)]
    [InlineData("t=1700000000,v1=00,v1=" + Known, true)]
    [InlineData("t=1700000000,v1=" + Known + ",v1=00,v0=00", true)]
    [InlineData("t=1700000000,v0=" + Known, false)]
    [InlineData("t=1700000000, v1=" + Known, false)]
    [InlineData("t=1700000000,v1=C89214B5B5DA833DAED6F0B8C5BB6BD58CEA9022BD80CCC78230F3942D632925", false)]
    [InlineData("t=1700000000,v1=" + Known + "00", false)]
    [InlineData("t=1700000000,v1=é", false)]
    [InlineData("t=1700000001,v1=" + Known, false)]
    [InlineData("t=1700000000,t=1700000000,v1=" + Known, false)]
    [InlineData("t=-1700000000,v1=" + Known, false)]
    [InlineData("t=,v1=" + Known, false)]
    [InlineData("t=99999999999999999999,v1=" + Known, false)]
    [InlineData("v1=" + Known, false)]
    [InlineData("t=1700000000", false)]
    [InlineData("t=1700000000,v1", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void Only_a_fitting_v1_counts(string? header, bool genuine) => Assert.Equal(genuine, WebhookSignature.IsGenuine(KnownBody, header, ["whsec_test"], KnownAt));

    [Theory]
    [InlineData(-301, false)]
    [InlineData(-300, true)]
    [InlineData(300, true)]
    [InlineData(301, false)]
    public void Five_minutes_are_allowed_in_both_directions(int seconds, bool genuine) =>
        Assert.Equal(genuine, WebhookSignature.IsGenuine(KnownBody, "t=1700000000,v1=" + Known, ["whsec_test"], KnownAt.AddSeconds(seconds)));

    [Fact]
    public void F22_While_a_secret_is_rolled_both_are_taken_and_no_third_and_afterwards_the_older_is_refused()
    {
        var webhooks = Webhooks(s => (s.OlderWebhookSecret, s.PayeesWebhookSecret, s.OlderPayeesWebhookSecret, s.OlderSecretsUntil) = ("whsec_old", "whsec_payees", "whsec_oldPayees", Now.AddMinutes(1)));
        foreach (var (body, secret, older) in new[] { (Body(), StripeDesk.WebhookSecret, "whsec_old"), (Body(OfAPayee), "whsec_payees", "whsec_oldPayees") })
        {
            Assert.NotNull(webhooks.Verify(body, Signed(body, secret), Now));
            Assert.NotNull(webhooks.Verify(body, Signed(body, older), Now));
            // Signed with both, as Stripe does meanwhile.
            Assert.NotNull(webhooks.Verify(body, $"{Signed(body, older)},{Signed(body, secret).Split(',')[1]}", Now));
            Assert.Null(webhooks.Verify(body, Signed(body, "whsec_third"), Now));
            Assert.Null(Webhooks().Verify(body, Signed(body, older), Now));

            Assert.Null(webhooks.Verify(body, Signed(body, older, Now.AddMinutes(1)), Now.AddMinutes(1)));
            Assert.NotNull(webhooks.Verify(body, Signed(body, secret, Now.AddMinutes(1)), Now.AddMinutes(1)));
        }
    }

    [Fact]
    public void Each_secret_speaks_for_the_events_of_its_own_endpoint_alone()
    {
        var webhooks = Webhooks(s => s.PayeesWebhookSecret = "whsec_payees");
        var (own, payees) = (Body(), Body(OfAPayee));

        Assert.NotNull(webhooks.Verify(own, Signed(own), Now));
        Assert.NotNull(webhooks.Verify(payees, Signed(payees, "whsec_payees"), Now));
        Assert.Null(webhooks.Verify(own, Signed(own, "whsec_payees"), Now));
        Assert.Null(webhooks.Verify(payees, Signed(payees), Now));
        Assert.Null(Webhooks().Verify(payees, Signed(payees), Now));
    }

    [Theory]
    [InlineData("checkout.session.completed", NewsAbout.Payment)]
    [InlineData("refund.failed", NewsAbout.Refund)]
    [InlineData("charge.dispute.closed", NewsAbout.Chargeback)]
    [InlineData("radar.early_fraud_warning.created", NewsAbout.FraudWarning)]
    [InlineData("account.updated", NewsAbout.Payee)]
    [InlineData("account.external_account.updated", NewsAbout.Payee)]
    [InlineData("account.application.deauthorized", NewsAbout.Payee)]
    [InlineData("capability.updated", NewsAbout.Payee)]
    [InlineData("payout.failed", NewsAbout.Payout)]
    [InlineData("transfer.reversed", NewsAbout.Transfer)]
    [InlineData("balance.available", NewsAbout.Other)]
    public void What_an_event_tells_of_is_read_of_its_kind(string kind, NewsAbout about)
    {
        var body = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(Body()).Replace("checkout.session.completed", kind, StringComparison.Ordinal));

        Assert.Equal(about, Webhooks().Verify(body, Signed(body), Now)!.About);
    }

    [Fact]
    public void An_event_names_itself_its_object_its_world_and_its_account()
    {
        var body = Body(""","account":"acct_1","livemode":true,"tomorrow":[{}]""");

        var news = Webhooks(s => (s.SecretKey, s.PayeesWebhookSecret) = ("sk_live_1", "whsec_payees")).Verify(body, Signed(body, "whsec_payees"), Now)!;

        Assert.Equal(("evt_1", "checkout.session.completed", "cs_1"), (news.EventId, news.Kind, news.Subject));
        Assert.Equal((true, "acct_1", true), (news.Live, news.Account, news.IsOurs));
        Assert.Equal(new DateTime(2025, 11, 29, 7, 6, 40), news.HappenedAtUtc);
    }

    [Theory]
    [InlineData("true", false)]
    [InlineData("false", true)]
    public void An_event_of_the_other_world_is_told_apart(string live, bool ours)
    {
        var body = Body($",\"livemode\":{live}");

        Assert.Equal(ours, Webhooks().Verify(body, Signed(body), Now)!.IsOurs);
    }

    [Fact]
    public void A_kind_of_tomorrow_and_an_object_without_an_id_are_kept()
    {
        var body = """{"id":"evt_2","type":"balance.rebalanced","livemode":false,"data":{"object":{"object":"balance"}}}"""u8.ToArray();

        var news = Webhooks().Verify(body, Signed(body), Now)!;

        Assert.Equal(("balance.rebalanced", "balance", null), (news.Kind, news.Subject, news.Account));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("""{"id":"evt_1"}""")]
    [InlineData("""{"id":1,"type":"x"}""")]
    [InlineData("""{"type":"x","data":{"object":{"id":"cs_1"}}}""")]
    public void A_signed_body_that_is_no_event_is_none(string text)
    {
        var body = Encoding.UTF8.GetBytes(text);

        Assert.Null(Webhooks().Verify(body, Signed(body), Now));
    }

    private static byte[] Body(string more = "") => Encoding.UTF8.GetBytes(
        $$$"""{"id":"evt_1","object":"event","type":"checkout.session.completed","created":1764400000,"data":{"object":{"id":"cs_1","object":"checkout.session"}}{{{more}}}}""");

    private static string Signed(byte[] body, string secret = StripeDesk.WebhookSecret, DateTime? at = null)
    {
        var time = new DateTimeOffset(at ?? Now).ToUnixTimeSeconds().ToString();
        return $"t={time},v1={WebhookSignature.Sign(body, time, secret)}";
    }

    private static StripeWebhooks Webhooks(Action<StripeSettings>? change = null)
    {
        var settings = new StripeSettings { SecretKey = StripeDesk.SecretKey, WebhookSecret = StripeDesk.WebhookSecret };
        change?.Invoke(settings);
        return new StripeWebhooks(settings);
    }
}
