using Storefront.Returns;

namespace Storefront.Market.Tests.Returns;

public sealed class ReturnTermsTests
{
    [Fact]
    public void Every_country_of_the_union_and_its_neighbours_has_fourteen_days_with_a_source_and_the_day_it_was_checked()
    {
        Assert.Equal(27 + 5, WithdrawalPeriods.All.Count);
        Assert.All(WithdrawalPeriods.All, p => Assert.Equal((14, true), (p.Days, p.Source.Length > 10 && p.CheckedOn.Year >= 2026)));
        Assert.Equal(["CH"], WithdrawalPeriods.All.Where(p => !p.IsLaw).Select(p => p.Country.Code));
        foreach (var country in new[] { "FR", "GR", "GB", "NO", "IS", "LI" }) Assert.True(WithdrawalPeriods.Of(new Country(country))?.IsLaw);
        foreach (var country in new[] { "BR", "US", "JP", "CN", "TR" }) Assert.Null(WithdrawalPeriods.Of(new Country(country)));
    }

    [Fact]
    public void The_merchant_pays_the_way_back_of_what_was_not_bought_and_the_buyer_of_a_change_of_mind()
    {
        Assert.Equal([ReturnReason.ChangedMind], Enum.GetValues<ReturnReason>().Where(r => ReturnTerms.Carriage(r, allReturns: false) == ReturnCarriage.Buyer));
        // Unless the merchant chose to pay for all of them.
        Assert.DoesNotContain(Enum.GetValues<ReturnReason>(), r => ReturnTerms.Carriage(r, allReturns: true) == ReturnCarriage.Buyer);
    }

    [Fact]
    public void Whoever_asks_duty_back_is_told_a_form_an_authority_and_a_source_and_a_limit_only_where_it_is_known()
    {
        Assert.All(ReclaimRules.All, r => Assert.True(r.Form.Length > 3 && r.Authority.Length > 3 && r.Source.Length > 10 && r.CheckedOn.Year >= 2026));
        Assert.All(ReclaimRules.All, r => Assert.Equal((r.Limit is null, r.Limit is null, r.Limit is null), (r.Unit is null, r.From is null, r.LimitText is null)));
        // One rule for a destination and a reason on each day.
        Assert.All(ReclaimRules.All.SelectMany(r => r.Grounds.Select(g => (r.Destination, Ground: g))).GroupBy(x => x), g => Assert.Single(g));
        var day = new DateOnly(2026, 11, 30);
        Assert.All(new[] { "FR", "PL", "GB", "US", "CA", "AU", "NZ", "JP", "CH", "NO" }, c => Assert.NotNull(ReclaimRules.Of(new Country(c), ReturnReason.Faulty, day)));
        Assert.All(new[] { "BR", "TR", "SG" }, c => Assert.Null(ReclaimRules.Of(new Country(c), ReturnReason.Faulty, day)));
        // New Zealand pays nothing back for a change of mind, the United States for goods that were as ordered.
        Assert.All(new[] { "NZ", "US" }, c => Assert.Null(ReclaimRules.Of(new Country(c), ReturnReason.ChangedMind, day)));
        var (left, sent) = (new DateOnly(2026, 3, 31), new DateOnly(2026, 5, 2));
        Assert.Equal(new DateOnly(2026, 6, 29), ReclaimRules.Of(new Country("FR"), ReturnReason.ChangedMind, day)!.SafeUntil(left, sent));
        Assert.Equal(new DateOnly(2030, 5, 2), ReclaimRules.Of(new Country("AU"), ReturnReason.Faulty, day)!.SafeUntil(left, sent));
        Assert.Null(ReclaimRules.Of(new Country("AU"), ReturnReason.Faulty, day)!.SafeUntil(left, null));
        Assert.Null(ReclaimRules.Of(new Country("CA"), ReturnReason.Faulty, day)!.SafeUntil(left, sent));
    }

    [Fact]
    public void A_return_goes_forward_only_and_ends_for_good()
    {
        var ends = new[] { ReturnStatus.Refused, ReturnStatus.Refunded, ReturnStatus.Closed };
        foreach (var from in Enum.GetValues<ReturnStatus>())
        {
            Assert.Equal(ends.Contains(from), !from.IsOpen());
            Assert.Equal(from.IsOpen(), Enum.GetValues<ReturnStatus>().Any(to => from.MayBecome(to)));
            Assert.DoesNotContain(Enum.GetValues<ReturnStatus>(), to => to <= from && from.MayBecome(to));
        }

        // Money goes back after goods were looked at, and by no other way.
        Assert.Equal([ReturnStatus.Inspected], Enum.GetValues<ReturnStatus>().Where(f => f.MayBecome(ReturnStatus.Refunded)));
    }
}
