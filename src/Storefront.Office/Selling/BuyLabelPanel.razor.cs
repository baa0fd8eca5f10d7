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
    private OfferOrder order;
    private CarrierRate? buying;
    private CarrierRate? refused;

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

    private IReadOnlyList<CarrierRate> Ranked => offers!.Rates.By(order, offers.Reliabilities, Current.Now, Seat.Merchant.Currency);

    /// <summary>The merchant's choice from now on.</summary>
    private async Task OrderByAsync(OfferOrder chosen)
    {
        order = chosen;
        await ActAsync<ChooseOfferOrder, Done>((op, actor, cancel) => op.RunAsync(Seat.Merchant.Id, chosen, actor, cancel));
    }

    private async Task QuoteAsync()
    {
        badWeight = !OfficeNumbers.TryWeight(grams, out var weight);
        badSize = !OfficeNumbers.TrySize(length, width, height, out var size);
        if (badWeight || badSize) return;
        await ActAsync<QuoteLabels, LabelOffers>((op, actor, cancel) => op.RunAsync(Sheet.Id, actor, weight, size, cancel), then: found => (offers, order) = (found, found.OrderedBy));
    }

    /// <param name="bears">The difference that the merchant takes upon itself; null at first.</param>
    private async Task<bool> BuyAsync(CarrierRate rate, Money? bears)
    {
        (buying, refused) = (rate, null);
        var wanted = new LabelOrder(Sheet.Id, rate.CarrierKey, rate.ServiceKey, rate.Price, offers!.Weight, offers.Size) { Basis = offers.Basis, Bears = bears, LateIsConfirmed = IsLate(rate) };
        var bought = await ActAsync<BuyLabel, ParcelId>((op, actor, cancel) => op.RunAsync(wanted, actor, cancel));
        buying = null;
        if (bought) await OnBought.InvokeAsync();
        else if (LabelRefusals.ToBear(Refused) is not null) refused = rate;
        else offers = null;
        return true;
    }
}
