using System.Globalization;
using Microsoft.AspNetCore.Components;
using Storefront.Orders;
using Storefront.Shipping;

namespace Storefront.Office.Selling;

public sealed partial class BuyLabelPanel
{
    private string? grams;
    private string? length;
    private string? width;
    private string? height;
    private bool badWeight;
    private bool badSize;
    private LabelOffers? offers;
    private bool bySpeed;
    private CarrierRate? buying;

    [Parameter, EditorRequired]
    public MerchantOrderSheet Sheet { get; set; } = null!;

    [Parameter, EditorRequired]
    public EventCallback OnBought { get; set; }

    protected override void OnInitialized()
    {
        grams = Sheet.UsualWeight.Grams.ToString(CultureInfo.InvariantCulture);
        (length, width, height) = (Centimetres(Sheet.UsualSize.LengthMm), Centimetres(Sheet.UsualSize.WidthMm), Centimetres(Sheet.UsualSize.HeightMm));
    }

    private static string Centimetres(int millimetres) => (millimetres / 10m).ToString("0.#", CultureInfo.InvariantCulture);

    private bool IsLate(CarrierRate rate) => Now.AddDays(rate.DaysMax) > Sheet.PromisedByUtc;

    /// <summary>The carrier's price in the merchant's currency, as the books would take it; null where it is the same, or where a rate is missing.</summary>
    private Money? About(Money price) => price.Currency == Seat.Merchant.Currency ? null : Current.Now.About(price, Seat.Merchant.Currency);

    /// <summary>Dearest last, or slowest last; what takes the same time is told apart by price.</summary>
    private IReadOnlyList<CarrierRate> Ranked
    {
        get
        {
            var byPrice = offers!.Rates.ByPrice(Current.Now, Seat.Merchant.Currency);
            return bySpeed ? [.. byPrice.OrderBy(r => r.DaysMax).ThenBy(r => r.DaysMin)] : byPrice;
        }
    }

    private async Task QuoteAsync()
    {
        badWeight = !OfficeNumbers.TryWeight(grams, out var weight);
        badSize = !OfficeNumbers.TrySize(length, width, height, out var size);
        if (badWeight || badSize) return;
        await ActAsync<QuoteLabels, LabelOffers>((op, actor, cancel) => op.RunAsync(Sheet.Id, actor, weight, size, cancel), then: found => offers = found);
    }

    private async Task<bool> GiveDutyBackAsync()
    {
        var given = await ActAsync<GiveDutyBack, Done>((op, actor, cancel) => op.RunAsync(Sheet.Id, actor, cancel));
        if (given) await QuoteAsync();
        return given;
    }

    private async Task BuyAsync(CarrierRate rate)
    {
        buying = rate;
        var order = new LabelOrder(Sheet.Id, rate.CarrierKey, rate.ServiceKey, rate.Price, offers!.Weight, offers.Size);
        var bought = await ActAsync<BuyLabel, ParcelId>((op, actor, cancel) => op.RunAsync(order, actor, cancel));
        buying = null;
        if (bought) await OnBought.InvokeAsync();
        else offers = null;
    }
}
