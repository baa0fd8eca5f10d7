using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using Storefront.Orders;

namespace Storefront.Office.Selling;

public sealed partial class OrderPage
{
    private MerchantOrderSheet? sheet;

    /// <summary>The parcel whose label was bought last on this page.</summary>
    private ParcelId? bought;
    private bool shows;

    [Parameter]
    public Guid Id { get; set; }

    private IReadOnlyList<(string Name, Money Amount)> PayoutParts =>
    [
        (Say("order.goods"), sheet!.Payout.Goods + sheet.Payout.Discount),
        .. sheet.Payout.Discount.IsZero ? Array.Empty<(string, Money)>() : [(Say("order.discount", ("code", sheet.Paid.DiscountCode)), -sheet.Payout.Discount)],
        (Say("order.delivery"), sheet.Payout.Delivery),
        (Say("order.fee"), -sheet.Payout.Fee),
        .. sheet.Payout.FeeTax.IsZero ? Array.Empty<(string, Money)>() : [(Say("order.fee-tax", ("share", sheet.Payout.FeeTaxShare)), -sheet.Payout.FeeTax)],
    ];

    /// <summary>What is left of it once carriers are paid, in the merchant's currency; empty before there is a label.</summary>
    private IReadOnlyList<(string Name, Money Amount)> AfterLabel
    {
        get
        {
            var border = sheet!.ExpectedAtBorder is { } billed ? Current.Now.About(billed, Seat.Merchant.Currency) : null;
            if (sheet.Labels.IsZero && border is null) return [];
            return [(Say("order.payout-net"), sheet.Payout.Net), (Say("order.labels"), -sheet.Labels), .. border is { } own ? [(Say("order.at-border"), -own)] : Array.Empty<(string, Money)>()];
        }
    }

    private IReadOnlyList<(string Name, Money Amount)> PaidParts => QuoteParts.Of(Seat, sheet!.Paid);

    protected override Task OnParametersSetAsync() => ReloadAsync();

    private async Task ReloadAsync() =>
        sheet = await AskAsync<MerchantOrder, MerchantOrderSheet>((q, actor, cancel) => q.OpenAsync(new ConsignmentId(Id), actor, cancel)) ?? sheet;

    /// <summary>The parcel comes into view, with all that may be done with it.</summary>
    private async Task BoughtAsync(ParcelId parcel)
    {
        await ReloadAsync();
        (bought, shows) = (parcel, true);
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!shows || bought is not { } parcel) return;
        shows = false;
        await Script.InvokeVoidAsync("storefrontOffice.jump", PlaceOf(parcel));
    }

    private static string PlaceOf(ParcelId parcel) => $"parcel-{parcel.Value:N}";

    private async Task<bool> CancelAsync()
    {
        var done = await ActAsync<CancelConsignment, Done>((op, actor, cancel) => op.ByMerchantAsync(new ConsignmentId(Id), actor, cancel), Say("order.cancel.done"));
        if (done) await ReloadAsync();
        return done;
    }
}
