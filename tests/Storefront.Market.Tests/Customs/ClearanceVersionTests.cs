using System.Text;
using Storefront.Customs;

namespace Storefront.Market.Tests.Customs;

/// <summary>What is set later takes the place of what held for the same, from its day on; and a file of fees is judged cell by cell.</summary>
public sealed class ClearanceVersionTests
{
    private static readonly Country Germany = new("DE");

    private static readonly ClearanceFee First = new(
        Germany, null, FeeBy.Handler, null, AtDoor: true, 6m, PartsPerMillion.Zero, FeeOf.Charges, null, null, null, Currency.Eur, null, null, "the post", new DateOnly(2026, 11, 1), Confidence.High);

    private static readonly ClearanceFees Built = new([First, First with { Handler = "dhl-express", Amount = 16m }, First with { Destination = new Country("GB"), Amount = 8m }]);

    [Theory]
    [InlineData("2026-11-30", 6)]
    [InlineData("2026-12-01", 7)]
    [InlineData("2026-12-31", 7)]
    [InlineData("2027-01-01", 9)]
    [InlineData("2027-02-01", 0)]
    public void Each_version_holds_from_its_first_day_until_the_next_and_nothing_is_asked_after_a_last_day(string day, int amount)
    {
        var now = Built.With([From("2027-01-01", 9m) with { ValidTo = new DateOnly(2027, 1, 31) }, From("2026-12-01", 7m)]);

        Assert.Equal(amount, Held(now, null, day));
        Assert.Equal(16, Held(now, "dhl-express", day));
        Assert.Equal(8, now.For(new Country("GB")).ToArray().Where(f => f.HoldsFor(new Country("CN"), DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture))).Sum(f => f.Amount));
    }

    [Fact]
    public void A_built_in_row_that_begins_later_does_not_come_back()
    {
        var later = new ClearanceFees([First with { ValidFrom = new DateOnly(2027, 6, 1) }]).With([From("2026-12-01", 7m)]);

        Assert.Equal(7, Held(later, null, "2027-07-01"));
    }

    [Fact]
    public void A_fee_of_nothing_says_that_nothing_is_asked() =>
        Assert.Equal(0, Built.With([From("2026-12-01", 0m)]).For(Germany).ToArray().Single(f => f.Handler is null && f.HoldsFor(new Country("CN"), new DateOnly(2026, 12, 1))).Due(500m, 100m));

    [Fact]
    public void A_file_is_read_with_the_line_the_column_and_the_reason_of_each_fault()
    {
        var read = ClearanceFile.Read(
            Encoding.UTF8.GetBytes(
                """
                # from the carrier's list
                destination,by,handler,when,amount,share_percent,of,currency,valid_from,valid_to,source,checked_on
                DE,handler,post,door,6.00,,,EUR,2027-01-01,,the post,2026-11-20
                *,customs,,door,,0.3464,value,USD,2027-01-01,2027-12-31,a notice,2026-11-20
                XX1,handler,,door,6,,,EUR,2027-01-01,,the post,2026-11-20
                DE,handler,DHL Express,door,6,,,EUR,2027-01-01,,the post,2026-11-20
                DE,handler,,later,6,,,EUR,2027-01-01,,the post,2026-11-20
                DE,handler,,door,six,,,EUR,2027-01-01,,the post,2026-11-20
                DE,handler,,door,6,101,,EUR,2027-01-01,,the post,2026-11-20
                DE,handler,,door,6,,,EUR,,,the post,2026-11-20
                DE,handler,,door,6,,,EUR,2027-01-01,2026-12-01,the post,2026-11-20
                DE,handler,,door,6,,,EUR,2027-01-01,,,2026-11-20
                DE,handler,,door,6,,,EUR,2027-01-01,,the post,2027-11-20
                DE,handler,post,door,7,,,EUR,2027-01-01,,the post,2026-11-20
                FR,handler,post,door,,,,EUR,2027-01-01,,the post,2026-11-20
                FR,handler,post,door,0,,,EUR,2027-01-01,,the post,2026-11-20
                """),
            new DateOnly(2026, 11, 30)).Value;

        Assert.Equal([3, 4, 16], read.Fees.Select(f => f.Line));
        Assert.Equal((3464, FeeOf.Value, new DateOnly(2027, 12, 31)), (read.Fees[1].Fee.Share.Value, read.Fees[1].Fee.Of, read.Fees[1].Fee.ValidTo));
        Assert.Equal(
            [
                (5, "destination", "clearance.cell-wrong"), (6, "handler", "clearance.handler-wrong"), (7, "when", "clearance.cell-wrong"), (8, "amount", "clearance.cell-wrong"), (9, "share_percent", "clearance.cell-wrong"),
                (10, "valid_from", "clearance.from-missing"), (11, "valid_to", "clearance.period-wrong"), (12, "source", "tariff.source-missing"), (13, "checked_on", "tariff.day-ahead"), (14, "valid_from", "clearance.set-already"), (15, "amount", "clearance.cell-wrong"),
            ],
            read.Faults.Select(f => (f.Line, f.Column, f.Reason.Code)));
    }

    [Theory]
    [InlineData("10000001,,", "least")]
    [InlineData(",20000000,", "most")]
    [InlineData(",,0.00001", "above")]
    public void The_column_that_is_outside_is_named(string bounds, string column)
    {
        var text = $"destination,by,when,amount,least,most,above,currency,valid_from,source,checked_on\nDE,handler,door,6,{bounds},EUR,2027-01-01,the post,2026-11-20\n";

        var fault = Assert.Single(ClearanceFile.Read(Encoding.UTF8.GetBytes(text), new DateOnly(2026, 11, 30)).Value.Faults);
        Assert.Equal((column, "clearance.amount-outside"), (fault.Column, fault.Reason.Code));
    }

    [Theory]
    [InlineData("destination,by\nDE,handler\n", "clearance.columns-missing")]
    [InlineData("destination,by,when,amount,currency,valid_from,source,checked_on\n", "tariff.empty")]
    [InlineData("destination,\"by", "tariff.quote-open")]
    public void A_file_that_cannot_be_read_as_a_whole_is_refused(string text, string code) => Assert.Equal(code, ClearanceFile.Read(Encoding.UTF8.GetBytes(text), new DateOnly(2026, 11, 30)).Refusal!.Code);

    private static ClearanceFee From(string day, decimal amount) => First with { ValidFrom = DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture), Amount = amount };

    private static decimal Held(ClearanceFees fees, string? handler, string day) =>
        fees.For(Germany).ToArray().Where(f => f.Handler == handler && f.HoldsFor(new Country("CN"), DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture))).Sum(f => f.Amount);
}
