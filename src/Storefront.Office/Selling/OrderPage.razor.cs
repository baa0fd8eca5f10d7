using Microsoft.AspNetCore.Components;
using Storefront.Orders;

namespace Storefront.Office.Selling;

public sealed partial class OrderPage
{
    private MerchantOrderSheet? sheet;

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

    private IReadOnlyList<(string Name, Money Amount)> PaidParts => QuoteParts.Of(Seat, sheet!.Paid);

    protected override Task OnParametersSetAsync() => ReloadAsync();

    private async Task ReloadAsync() =>
        sheet = await AskAsync<MerchantOrder, MerchantOrderSheet>((q, actor, cancel) => q.OpenAsync(new ConsignmentId(Id), actor, cancel)) ?? sheet;

    private async Task<bool> CancelAsync()
    {
        var done = await ActAsync<CancelConsignment, Done>((op, actor, cancel) => op.ByMerchantAsync(new ConsignmentId(Id), actor, cancel), Say("order.cancel.done"));
        if (done) await ReloadAsync();
        return done;
    }
}
