using System.Globalization;
using Microsoft.AspNetCore.Components;
using Storefront.Orders;
using Storefront.Shipping;

namespace Storefront.Office.Selling;

public sealed partial class BuyLabelPanel
{
    /// <summary>What is typed, and which purchase or cancellation of units it is: it outlives a lost connection, so that the form sent again as it was is the same one.</summary>
    private PackingDraft draft = new();

    private readonly List<ConsignmentId> with = [];
    private string? grams;
    private string? length;
    private string? width;
    private string? height;
    private bool confirmed;
    private bool badWeight;
    private bool badSize;
    private LabelOffers? offers;
    private OfferOrder order;
    private CarrierRate? buying;
    private CarrierRate? refused;

    [Parameter, EditorRequired]
    public MerchantOrderSheet Sheet { get; set; } = null!;

    [Parameter, EditorRequired]
    public EventCallback<ParcelId> OnBought { get; set; }

    [Parameter, EditorRequired]
    public EventCallback OnCancelled { get; set; }

    protected override void OnInitialized()
    {
        draft = TakeUp($"packing:{Sheet.Id.Value:N}", () => draft);
        foreach (var line in Sheet.Lines) draft.Units.TryAdd(line.Id, line.Left.ToString(CultureInfo.InvariantCulture));
        grams = Sheet.UsualWeight.Grams.ToString(CultureInfo.InvariantCulture);
        (length, width, height) = (Centimetres(Sheet.UsualSize.LengthMm), Centimetres(Sheet.UsualSize.WidthMm), Centimetres(Sheet.UsualSize.HeightMm));
    }

    /// <summary>Units of a line in this parcel; null where what is typed is no number of what is left.</summary>
    private int? Units(MerchantOrderLine line) => int.TryParse(draft.Units[line.Id]?.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count <= line.Free ? count : string.IsNullOrWhiteSpace(draft.Units[line.Id]) ? 0 : null;

    /// <summary>What is chosen; null while it is all that is left.</summary>
    private IReadOnlyList<LineUnits>? Contents => with.Count > 0 || Sheet.Lines.All(l => Units(l) == l.Left) ? null : [.. Sheet.Lines.Where(l => Units(l) > 0).Select(l => new LineUnits(l.Id, Units(l)!.Value))];

    /// <summary>Other contents weigh something else: what was guessed for all is forgotten, and the usual packing is taken where nothing is typed.</summary>
    private void Pack(Guid line, string? text)
    {
        draft.Units[line] = text;
        offers = null;
        (grams, length, width, height) = (null, null, null, null);
    }

    private void Join(ConsignmentId other, bool on)
    {
        if (on) with.Add(other);
        else with.Remove(other);
        offers = null;
        (grams, length, width, height) = (null, null, null, null);
    }

    /// <summary>Nothing is bought before the declaration fits and what the destination asks is confirmed.</summary>
    private bool Waits => Sheet.CustomsFault is not null || (offers!.ToConfirm.Count > 0 && !confirmed);

    private static string Centimetres(int millimetres) => (millimetres / 10m).ToString("0.#", CultureInfo.InvariantCulture);

    private bool IsLate(CarrierRate rate) => Now.AddDays(rate.DaysMax) > offers!.PromisedByUtc;

    /// <summary>What a purchase costs in the merchant's currency, customs that the carrier bills included, at the middle rate of now; null where a rate is missing.</summary>
    private string? Cost(CarrierRate rate) => Current.Now.InAll(rate, Seat.Merchant.Currency) is { } all
        ? Say(rate.BilledAtBorder is not null ? "label.costs-with-customs" : rate.Price.Currency == Seat.Merchant.Currency ? "label.costs" : "label.costs-about", ("amount", all)) : null;

    private IReadOnlyList<CarrierRate> Ranked => offers!.Rates.By(order, offers.Reliabilities, Current.Now, Seat.Merchant.Currency);

    /// <summary>The merchant's choice from now on.</summary>
    private async Task OrderByAsync(OfferOrder chosen)
    {
        order = chosen;
        await ActAsync<ChooseOfferOrder, Done>((op, actor, cancel) => op.RunAsync(Seat.Merchant.Id, chosen, actor, cancel));
    }

    private async Task QuoteAsync()
    {
        var isUsual = string.IsNullOrWhiteSpace(grams + length + width + height);
        var (weight, size) = (default(Weight), default(Dimensions));
        badWeight = !isUsual && !OfficeNumbers.TryWeight(grams, out weight);
        badSize = !isUsual && !OfficeNumbers.TrySize(length, width, height, out size);
        if (badWeight || badSize || Sheet.Lines.Any(l => Units(l) is null)) return;
        await ActAsync<QuoteLabels, LabelOffers>((op, actor, cancel) => op.RunAsync(Sheet.Id, actor, isUsual ? null : weight, isUsual ? null : size, cancel, Contents, with), then: Offered);
    }

    private void Offered(LabelOffers found)
    {
        (offers, order, confirmed) = (found, found.OrderedBy, false);
        grams = found.Weight.Grams.ToString(CultureInfo.InvariantCulture);
        (length, width, height) = (Centimetres(found.Size.LengthMm), Centimetres(found.Size.WidthMm), Centimetres(found.Size.HeightMm));
        // Another purchase than one that was refused.
        draft.Operation = Id.New<ParcelId>().Value;
    }

    private async Task<bool> CancelAsync()
    {
        LineUnits[] chosen = [.. Sheet.Lines.Where(l => Units(l) > 0).Select(l => new LineUnits(l.Id, Units(l)!.Value))];
        var done = await ActAsync<CancelUnits, Money>((op, actor, cancel) => op.RunAsync(Sheet.Id, draft.Operation, chosen, actor, cancel));
        if (done) await OnCancelled.InvokeAsync();
        return done;
    }

    /// <param name="bears">The difference that the merchant takes upon itself; null at first.</param>
    private async Task<bool> BuyAsync(CarrierRate rate, Money? bears)
    {
        (buying, refused) = (rate, null);
        var wanted = new LabelOrder(Sheet.Id, rate.CarrierKey, rate.ServiceKey, rate.Price, offers!.Weight, offers.Size)
        {
            Contents = Contents, With = [.. with], Key = new ParcelId(draft.Operation), Basis = offers.Basis, Bears = bears, LateIsConfirmed = IsLate(rate), ConditionsAreConfirmed = confirmed,
        };
        var parcel = default(ParcelId);
        var bought = await ActAsync<BuyLabel, ParcelId>((op, actor, cancel) => op.RunAsync(wanted, actor, cancel), then: made => parcel = made);
        buying = null;
        if (bought) await OnBought.InvokeAsync(parcel);
        else if (LabelRefusals.ToBear(Refused) is not null) refused = rate;
        else offers = null;
        return true;
    }
}

/// <summary>A parcel that is being packed.</summary>
public sealed class PackingDraft
{
    public Guid Operation { get; set; } = Id.New<ParcelId>().Value;

    /// <summary>Units as typed, by line.</summary>
    public Dictionary<Guid, string?> Units { get; set; } = [];
}
