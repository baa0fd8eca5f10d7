using System.Text;
using Storefront.Payments;

namespace Storefront.Connectors.Tests.Payments;

/// <summary>What the market relies on, whichever company collects the money. Each provider derives from it.</summary>
public abstract class PaymentProviderContract
{
    protected static readonly Money Total = new(25_00, Currency.Eur);

    protected abstract IPaymentProvider Provider { get; }

    protected abstract DateTime NowUtc { get; }

    /// <summary>The buyer pays on the provider's page.</summary>
    protected abstract Task PayAsync(string reference);

    /// <summary>The buyer's card is refused on the provider's page.</summary>
    protected abstract Task DeclineAsync(string reference);

    /// <summary>The next call is done by the provider and its answer is lost.</summary>
    protected abstract void LoseTheNextAnswer(string call);

    /// <summary>A webhook about the payment, signed as the provider signs.</summary>
    protected abstract (byte[] Body, string Signature) Event(string id, string reference);

    [Fact]
    public async Task One_key_opens_one_payment()
    {
        var first = await Provider.OpenAsync(Wanted("pay-1"), default);
        var again = await Provider.OpenAsync(Wanted("pay-1"), default);
        var other = await Provider.OpenAsync(Wanted("pay-2"), default);

        Assert.Equal(first, again);
        Assert.NotEqual(first.Reference, other.Reference);
    }

    [Fact]
    public async Task A_payment_whose_answer_was_lost_is_the_one_that_the_key_opens()
    {
        LoseTheNextAnswer("open");
        await Assert.ThrowsAsync<ProviderOutcomeUnknownException>(() => Provider.OpenAsync(Wanted("pay-1"), default));

        var opened = await Provider.OpenAsync(Wanted("pay-1"), default);

        Assert.Equal(ProviderPaymentState.Open, (await Provider.LookUpAsync(opened.Reference, default))!.State);
    }

    [Fact]
    public async Task An_open_payment_is_open_and_a_paid_one_captured_with_its_amount()
    {
        var opened = await Provider.OpenAsync(Wanted("pay-1"), default);
        var before = await Provider.LookUpAsync(opened.Reference, default);
        await PayAsync(opened.Reference);
        var after = await Provider.LookUpAsync(opened.Reference, default);

        Assert.Equal((opened.Reference, ProviderPaymentState.Open, Total), (before!.Reference, before.State, before.Amount));
        Assert.Equal((ProviderPaymentState.Captured, Total, null), (after!.State, after.Amount, after.FailureCode));
    }

    [Fact]
    public async Task A_refused_card_leaves_the_payment_open_with_the_reason()
    {
        var opened = await Provider.OpenAsync(Wanted("pay-1"), default);

        await DeclineAsync(opened.Reference);

        var told = await Provider.LookUpAsync(opened.Reference, default);
        Assert.Equal((ProviderPaymentState.Open, "insufficient_funds"), (told!.State, told.FailureCode));
    }

    [Fact]
    public async Task Nobody_knows_a_reference_that_was_never_given() => Assert.Null(await Provider.LookUpAsync("nobodys", default));

    [Fact]
    public async Task A_closed_payment_has_expired_and_closing_again_changes_nothing()
    {
        var opened = await Provider.OpenAsync(Wanted("pay-1"), default);

        Assert.True(await Provider.CloseAsync(opened.Reference, default));
        Assert.True(await Provider.CloseAsync(opened.Reference, default));

        Assert.Equal(ProviderPaymentState.Expired, (await Provider.LookUpAsync(opened.Reference, default))!.State);
    }

    [Fact]
    public async Task A_sale_wins_over_closing()
    {
        var opened = await Provider.OpenAsync(Wanted("pay-1"), default);
        await PayAsync(opened.Reference);

        Assert.False(await Provider.CloseAsync(opened.Reference, default));
        Assert.Equal(ProviderPaymentState.Captured, (await Provider.LookUpAsync(opened.Reference, default))!.State);
    }

    [Fact]
    public async Task One_key_refunds_once_and_parts_add_up_to_the_whole_and_no_further()
    {
        var paid = await PaidAsync();

        var first = await RefundAsync("refund-1", paid, 10_00);
        var again = await RefundAsync("refund-1", paid, 10_00);
        var rest = await RefundAsync("refund-2", paid, 15_00);
        var tooMuch = await RefundAsync("refund-3", paid, 1_00);

        Assert.Equal(first, again);
        Assert.True(first.Succeeded && rest.Succeeded);
        Assert.NotEqual(first.Reference, rest.Reference);
        Assert.False(tooMuch.Succeeded);
        Assert.NotNull(tooMuch.Failure);
    }

    [Fact]
    public async Task What_was_not_paid_is_not_refunded()
    {
        var opened = await Provider.OpenAsync(Wanted("pay-1"), default);

        var refused = await RefundAsync("refund-1", opened.Reference, 10_00);

        Assert.Equal((false, false, "charge_not_captured"), (refused.Succeeded, refused.Pending, refused.Failure));
        Assert.Equal("no_such_charge", (await RefundAsync("refund-1", "nobodys", 10_00)).Failure);
    }

    [Fact]
    public async Task A_genuine_event_is_read_and_one_that_was_touched_is_not()
    {
        var opened = await Provider.OpenAsync(Wanted("pay-1"), default);
        var (body, signature) = Event("evt_1", opened.Reference);
        var touched = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(body).Replace("evt_1", "evt_2", StringComparison.Ordinal));

        var news = Provider.Verify(body, signature, NowUtc);

        Assert.Equal(("evt_1", opened.Reference, null, true), (news!.EventId, news.Subject, news.Account, news.IsOurs));
        Assert.Null(Provider.Verify(touched, signature, NowUtc));
        Assert.Null(Provider.Verify(body, signature, NowUtc.AddSeconds(301)));
        Assert.Null(Provider.Verify(body, signature, NowUtc.AddSeconds(-301)));
        Assert.Null(Provider.Verify(body, null, NowUtc));
        Assert.Null(Provider.Verify(body, "t=1,v1=00", NowUtc));
        Assert.NotNull(Provider.Verify(body, signature.Replace("v1=", "v1=00,v1=", StringComparison.Ordinal), NowUtc));
    }

    private async Task<string> PaidAsync()
    {
        var opened = await Provider.OpenAsync(Wanted("pay-1"), default);
        await PayAsync(opened.Reference);
        return opened.Reference;
    }

    private Task<ProviderRefund> RefundAsync(string key, string reference, long minor) => Provider.RefundAsync(new RefundToMake(key, reference, new Money(minor, Currency.Eur), NowUtc), default);

    private PaymentToOpen Wanted(string key) => new(
        key, new PaymentId(new Guid("0f8fad5b-d9cb-469f-a165-70867728950e")), "SF-10023", Total, "camille@example.test", "fr", "https://shop.test/fr/checkout/return/1", NowUtc.AddMinutes(30), new Country("FR"));
}
