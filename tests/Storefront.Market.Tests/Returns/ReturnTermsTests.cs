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
        Assert.Equal([ReturnReason.ChangedMind], Enum.GetValues<ReturnReason>().Where(r => ReturnTerms.Carriage(r) == ReturnCarriage.Buyer));
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
