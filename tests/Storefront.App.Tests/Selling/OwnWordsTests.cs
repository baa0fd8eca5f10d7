using Storefront.Accounts;
using Storefront.Languages;
using Storefront.Office;
using Storefront.Office.Kit;
using Storefront.Orders;
using Storefront.Shipping;

namespace Storefront.App.Tests.Selling;

/// <summary>Words of tracking and of orders in the office come in the language of whoever sits there.</summary>
public sealed class OwnWordsTests
{
    private static readonly Messages Messages = new(strict: true);

    [Theory, InlineData("en", null), InlineData("fr", "fr"), InlineData("zh-Hans", "zh-Hans"), InlineData("ar", "ar")]
    public void Scans_and_what_happened_are_told_in_the_persons_own_language_and_marked_as_such(string language, string? marked)
    {
        var own = Messages.In(Language.Of(language));
        var seat = new Seat(new Desks(Id.New<UserId>(), "a@example.test", language, false, null), Messages.In(Language.English), TimeZoneInfo.Utc) { Own = own };

        Assert.Equal(own["tracking.import-customs"], ScanList.TextOf(seat, new ScanSheet(nameof(TrackingStatus.ImportCustoms), null, null, default)));
        Assert.Equal(own["order.timeline.paid"], OrderTimeline.TextOf(seat, new OrderEventSheet(OrderEventKind.Paid, "buyer", null, default)));
        Assert.Contains("LX1", OrderTimeline.TextOf(seat, new OrderEventSheet(OrderEventKind.LabelBought, "merchant", "LX1", default)));
        Assert.Contains(marked is null ? Messages.In(Language.English)["office.return-status.on-the-way"] : own["return.status.on-the-way"], OrderTimeline.TextOf(seat, new OrderEventSheet(OrderEventKind.ReturnMoved, "buyer", "OnTheWay", default)));
        Assert.Equal((marked, language == "ar" ? "rtl" : marked is null ? null : "ltr"), (seat.OwnTag, seat.OwnDirection));
        Assert.Equal("en", seat.Words.Language.Tag);
    }
}
