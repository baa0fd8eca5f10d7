namespace Storefront.Returns;

/// <summary>Days after delivery in which a buyer of a country may send goods back without a reason.</summary>
/// <param name="IsLaw">False where the market gives it without the law asking for it.</param>
public sealed record WithdrawalPeriod(Country Country, int Days, bool IsLaw, string Source, DateOnly CheckedOn);

/// <summary>The periods of all countries that have one, from the built-in file.</summary>
public static class WithdrawalPeriods
{
    private static readonly Dictionary<Country, WithdrawalPeriod> ByCountry = DataRow.In("Returns.Data.withdrawal-periods.csv")
        .Select(r => new WithdrawalPeriod(r.Country("country"), r.Whole("days"), r.Yes("is_law"), r.Text("source"), r.Date("checked_on"))).ToDictionary(p => p.Country);

    public static IReadOnlyCollection<WithdrawalPeriod> All => ByCountry.Values;

    public static WithdrawalPeriod? Of(Country country) => ByCountry.GetValueOrDefault(country);
}
