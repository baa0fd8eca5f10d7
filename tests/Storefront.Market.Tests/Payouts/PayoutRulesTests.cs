using Storefront.Languages;
using Storefront.Merchants;
using Storefront.Payments;
using Storefront.Payouts;

namespace Storefront.Market.Tests.Payouts;

public sealed class PayoutRulesTests
{
    private static readonly DateTime Now = new(2026, 12, 2, 10, 30, 0, DateTimeKind.Utc);

    [Fact]
    public void Every_reason_why_nothing_goes_out_is_told_with_what_to_do_about_it()
    {
        var messages = new Messages(strict: true);

        Assert.All(Enum.GetValues<PayoutBlock>(), b => Assert.True(messages.Has("office.payout-block." + Words.Kebab(b.ToString())) && messages.Has("office.payout-advice." + Words.Kebab(b.ToString())), b.ToString()));
    }

    [Theory]
    [InlineData("2026-11-30T00:00:00Z", "2026-12-07")]
    [InlineData("2026-11-29T23:59:59Z", "2026-11-30")]
    [InlineData("2026-12-02T10:30:00Z", "2026-12-07")]
    public void A_week_ends_on_Monday(string from, string next) =>
        Assert.Equal(Day(next), PayoutSchedule.Weekly.NextAfter(DateTime.Parse(from, null, System.Globalization.DateTimeStyles.RoundtripKind)));

    [Fact]
    public void Days_months_and_hands_are_counted_from_now()
    {
        Assert.Equal(Day("2026-12-03"), PayoutSchedule.Daily.NextAfter(Now));
        Assert.Equal(Day("2027-01-01"), PayoutSchedule.Monthly.NextAfter(Now));
        Assert.Null(PayoutSchedule.ByHand.NextAfter(Now));
    }

    [Theory]
    [InlineData(PayoutStatus.Pending, PayoutStatus.Sent, true)]
    [InlineData(PayoutStatus.Pending, PayoutStatus.Failed, true)]
    [InlineData(PayoutStatus.Pending, PayoutStatus.Paid, false)]
    [InlineData(PayoutStatus.Sent, PayoutStatus.Paid, true)]
    [InlineData(PayoutStatus.Sent, PayoutStatus.Failed, true)]
    [InlineData(PayoutStatus.Sent, PayoutStatus.Pending, false)]
    [InlineData(PayoutStatus.Paid, PayoutStatus.Failed, true)]
    [InlineData(PayoutStatus.Paid, PayoutStatus.Sent, false)]
    [InlineData(PayoutStatus.Failed, PayoutStatus.Pending, false)]
    public void A_payout_moves_only_as_the_table_says(PayoutStatus from, PayoutStatus to, bool may) => Assert.Equal(may, from.MayBecome(to));

    [Fact]
    public void What_is_in_the_way_is_told_with_the_first_reason_and_its_end()
    {
        var ready = Account();

        Assert.Null(Hurdle(ready));
        Assert.Equal(new PayoutHurdle(PayoutBlock.MerchantStopped), Hurdle(ready, mayTrade: false));
        Assert.Equal(new PayoutHurdle(PayoutBlock.NoAccount), Hurdle(null));
        Assert.Equal(new PayoutHurdle(PayoutBlock.NoAccount), Hurdle(PayoutAccount.For(ready.Merchant, "sandbox", Now)));
        Assert.Equal(new PayoutHurdle(PayoutBlock.AccountIncomplete), Hurdle(Account(ready: false)));
        Assert.Equal(new PayoutHurdle(PayoutBlock.AccountBlocked), Hurdle(Account(blocked: "rejected.fraud")));
        Assert.Equal(new PayoutHurdle(PayoutBlock.BankChanged, Now.AddHours(1)), Hurdle(Account(knownFor: TimeSpan.FromHours(71))));
        Assert.Null(Hurdle(Account(knownFor: TimeSpan.FromHours(72))));
        Assert.Equal(new PayoutHurdle(PayoutBlock.NothingOwed), Hurdle(ready, owed: 0));
        Assert.Equal(new PayoutHurdle(PayoutBlock.NothingOwed), Hurdle(ready, owed: -5_00));
        Assert.Equal(new PayoutHurdle(PayoutBlock.BelowMinimum), Hurdle(ready, owed: 9_99));
        Assert.Null(Hurdle(ready, owed: 10_00));
    }

    [Fact]
    public void A_payout_that_failed_stops_the_next_until_somebody_looked_or_the_bank_is_another()
    {
        var account = Account();
        account.Flagged("account_closed");

        var flagged = Hurdle(account);
        account.Told(State(true, null, "other"), "shop@example.test", Now.AddDays(-4));

        Assert.Equal(new PayoutHurdle(PayoutBlock.LastPayoutFailed), flagged);
        Assert.Null(Hurdle(account));
    }

    [Fact]
    public void An_earlier_payout_is_not_overtaken()
    {
        var account = Account();

        Assert.Equal(PayoutBlock.AwaitsApproval, Hurdle(account, earlier: Payout.Of(account, new Money(50_00, Currency.Eur), 2, Now))!.Block);
        Assert.Equal(PayoutBlock.EarlierOnItsWay, Hurdle(account, earlier: Payout.Of(account, new Money(50_00, Currency.Eur), 0, Now))!.Block);
    }

    [Fact]
    public void Two_different_people_approve_and_each_counts_once()
    {
        var payout = Payout.Of(Account(), new Money(20_000_00, Currency.Eur), 2, Now);
        var (first, second) = (Id.New<UserId>(), Id.New<UserId>());

        Assert.Equal([true, false, true, false], new[] { payout.Approve(first, Now), payout.Approve(first, Now), payout.Approve(second, Now), payout.Approve(Id.New<UserId>(), Now) });
        Assert.True(payout.IsToSend);
    }

    [Fact]
    public void Nothing_and_less_is_no_payout()
    {
        Assert.Throws<InvalidOperationException>(() => Payout.Of(Account(), Money.Zero(Currency.Eur), 0, Now));
        Assert.Throws<InvalidOperationException>(() => Payout.Of(Account(), new Money(-1, Currency.Eur), 0, Now));
    }

    [Fact]
    public void Every_currency_has_a_least_amount_above_nothing() => Assert.All(Currency.All, c => Assert.True(PayoutMinimums.Of(c).IsPositive));

    private static PayoutHurdle? Hurdle(PayoutAccount? account, bool mayTrade = true, long owed = 100_00, Payout? earlier = null)
    {
        var money = new Money(owed, Currency.Eur);
        return PayoutRules.HurdleOf(new PayoutFacts(mayTrade, account, money, Money.Zero(money.Currency), money, new Money(10_00, Currency.Eur), earlier, TimeSpan.FromHours(72)), Now);
    }

    private static PayoutAccount Account(bool ready = true, string? blocked = null, TimeSpan? knownFor = null)
    {
        var account = PayoutAccount.For(Id.New<MerchantId>(), "sandbox", Now.AddDays(-30));
        account.Opened("sandbox", "payee");
        account.Told(State(ready && blocked is null, blocked, "first"), "shop@example.test", Now - (knownFor ?? TimeSpan.FromDays(20)));
        return account;
    }

    private static PayeeState State(bool ready, string? blocked, string mark) =>
        new("payee", ready, ready, ready || blocked is not null, ready || blocked is not null ? [] : ["external_account"], [], blocked, null, mark, "6789");

    private static DateTime Day(string text) => DateOnly.Parse(text).ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc);
}
