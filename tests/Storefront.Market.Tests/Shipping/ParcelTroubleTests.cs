using Storefront.Shipping;

namespace Storefront.Market.Tests.Shipping;

public sealed class ParcelTroubleTests
{
    private static readonly DateTime Sent = new(2026, 11, 1, 8, 0, 0, DateTimeKind.Utc);

    [Theory]
    [InlineData("", 14, null)]
    [InlineData("", 16, ParcelTrouble.NoScan)]
    [InlineData("InTransit@3", 17, null)]
    [InlineData("InTransit@3", 19, ParcelTrouble.NoScan)]
    [InlineData("OutForDelivery@4 DeliveryFailed@4.5", 5, ParcelTrouble.DeliveryFailed)]
    [InlineData("OutForDelivery@4 DeliveryFailed@4.5", 21, ParcelTrouble.NoScan)]
    [InlineData("DeliveryFailed@4 OutForDelivery@5", 6, null)]
    [InlineData("DeliveryFailed@4 Returned@9", 10, ParcelTrouble.Returned)]
    [InlineData("Returned@9", 60, ParcelTrouble.Returned)]
    [InlineData("InTransit@3 Lost@30", 31, ParcelTrouble.Lost)]
    [InlineData("Lost@30 Delivered@40", 41, null)]
    [InlineData("Delivered@40 Lost@30", 41, null)]
    [InlineData("Delivered@4", 60, null)]
    public void The_last_word_of_the_carrier_or_its_silence_decides(string scans, int today, ParcelTrouble? trouble)
    {
        var told = scans.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(s => s.Split('@'))
            .Select(p => (Enum.Parse<TrackingStatus>(p[0]), Sent.AddDays(double.Parse(p[1], System.Globalization.CultureInfo.InvariantCulture)))).ToList();

        Assert.Equal(trouble, ParcelTroubles.Of(told, Sent, Sent.AddDays(today)));
    }

    [Fact]
    public void A_failed_try_is_no_claim_yet_and_only_what_will_not_arrive_stops_the_receipt_by_time()
    {
        Assert.Equal([ParcelTrouble.NoScan, ParcelTrouble.Returned, ParcelTrouble.Lost], Enum.GetValues<ParcelTrouble>().Where(t => t.OpensClaim()));
        Assert.Equal([ParcelTrouble.Returned, ParcelTrouble.Lost], Enum.GetValues<ParcelTrouble>().Where(t => t.WillNotArrive()));
    }
}
