using Microsoft.Extensions.Options;
using Storefront.Addresses;
using Storefront.Languages;
using Storefront.Notices;
using Storefront.Shipping;

namespace Storefront.Market.Tests.Notices;

/// <summary>Mails tell days and times on the clocks of where the order goes, and say which clocks those are.</summary>
public sealed class ComposeMailTests
{
    private static readonly DateTime Until = new(2026, 12, 3, 20, 30, 0, DateTimeKind.Utc);

    [Theory]
    [InlineData("en", "JP", null, "4 December 2026, 05:30 (UTC+9)")]
    [InlineData("en", "US", "CA", "3 December 2026, 12:30 (UTC-8)")]
    [InlineData("en", "FR", null, "3 December 2026, 21:30 (UTC+1)")]
    [InlineData("en", "GB", null, "3 December 2026, 20:30 (UTC)")]
    [InlineData("fr", "FR", null, "21:30 (UTC+1)")]
    [InlineData("zh-Hans", "CN", null, "2026年12月4日")]
    [InlineData("ar", "AE", null, "00:30 (UTC+4)")]
    public void A_deadline_is_told_in_the_time_of_the_orders_destination(string language, string country, string? region, string told)
    {
        var zone = LocalTime.Of(new PostalAddress { Country = new Country(country), Region = region, Name = "N", Street = "S", City = "C" }).Zone;

        var mail = Compose(language, "dispute-decided", ("outcome", "Rejected"), ("amount", "0.00 EUR"), ("reasons", ""), ("until", NoticeTime.Write(Until, zone)), ("link", "/x"), ("number", "SF1"));

        Assert.Contains(told, mail.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("T20:30", mail.Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("en", "4 December 2026")]
    [InlineData("fr", "4 décembre 2026")]
    public void A_day_is_told_as_the_reader_writes_days(string language, string told)
    {
        var day = NoticeTime.Write(LocalTime.Of(new Country("JP")).DayOf(Until));

        Assert.Contains(told, Compose(language, "return-label", ("date", day), ("link", "/x"), ("number", "SF1")).Body, StringComparison.Ordinal);
    }

    [Fact]
    public void What_was_written_before_zones_were_kept_is_told_as_it_is_and_none_stays_none()
    {
        Assert.Contains("2026-12-03 20:30 UTC", Decided("2026-12-03 20:30 UTC"), StringComparison.Ordinal);
        Assert.DoesNotContain("appeal", Decided("none"), StringComparison.Ordinal);

        static string Decided(string until) => Compose("en", "dispute-decided", ("outcome", "Rejected"), ("amount", "0.00 EUR"), ("reasons", ""), ("until", until), ("link", "/x"), ("number", "SF1")).Body;
    }

    private static Mail Compose(string language, string template, params (string Name, string Value)[] values) =>
        new ComposeMail(new Messages(strict: true), Options.Create(new SiteOptions())).From(Notice.Of("k", template, "a@example.test", language, values.ToDictionary(v => v.Name, v => v.Value), Until));
}
