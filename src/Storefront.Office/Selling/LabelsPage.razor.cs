using System.Globalization;
using Microsoft.AspNetCore.Components;
using Storefront.Orders;
using Storefront.Shipping;

namespace Storefront.Office.Selling;

public sealed partial class LabelsPage
{
    private readonly HashSet<ConsignmentId> chosen = [];
    private bool confirmed;
    private readonly Dictionary<ConsignmentId, string> grams = [];
    private readonly Dictionary<ConsignmentId, LabelProposal> proposals = [];
    private readonly Dictionary<ConsignmentId, CarrierRate> picked = [];
    private readonly Dictionary<ConsignmentId, LabelResult> results = [];

    /// <summary>The orders whose difference the merchant bears, as it was shown.</summary>
    private readonly HashSet<ConsignmentId> borne = [];

    private Page<OrderToLabel>? page;
    private IReadOnlyList<LabelledParcel>? labelled;
    private (string Text, int Done, int All)? progress;
    private OfferOrder order;

    [SupplyParameterFromQuery]
    public string? After { get; set; }

    private bool AllChosen => Buyable is { Count: > 0 } buyable && buyable.All(o => chosen.Contains(o.Id));

    private IReadOnlyList<OrderToLabel> Buyable => [.. (page?.Items ?? []).Where(CanBeBought)];

    private static bool CanBeBought(OrderToLabel order) => !order.InDispute && order.Parcel is not ParcelStatus.Buying;

    /// <summary>The chosen orders for which a service is picked; those of a dearer class only where the merchant bears the difference.</summary>
    private IReadOnlyList<OrderToLabel> Ready => [.. Picked.Where(o => proposals[o.Id].ToBear is null || borne.Contains(o.Id))];

    private IEnumerable<OrderToLabel> Picked => (page?.Items ?? []).Where(o => chosen.Contains(o.Id) && picked.ContainsKey(o.Id));

    /// <summary>The chosen orders whose packed parcel is of a dearer class than the buyer paid for.</summary>
    private IReadOnlyList<OrderToLabel> Dearer => [.. Picked.Where(o => proposals[o.Id].ToBear is not null)];

    private string Question => string.Join(' ', new[]
    {
        Say("labels.buy-question", ("count", Ready.Count), ("amount", Own(Ready.Select(o => picked[o.Id].Price)))),
        Billed.Any() ? Say("labels.billed-question", ("amount", Own(Billed))) : null,
        Ready.Where(o => proposals[o.Id].ToBear is not null).ToList() is { Count: > 0 } bears ? Say("labels.bear-question", ("count", bears.Count), ("amounts", Together(bears))) : null,
    }.OfType<string>());

    /// <summary>What carriers are expected to bill for customs beside the labels.</summary>
    private IEnumerable<Money> Billed => Ready.Select(o => picked[o.Id].BilledAtBorder).OfType<Money>();

    private IReadOnlyList<(string Name, Money Amount)> SumParts =>
        [.. Each(Ready.Select(o => picked[o.Id].Price)).Select(m => (Say("labels.sum-labels", ("currency", m.Currency.Code)), m)), .. Each(Billed).Select(m => (Say("labels.sum-billed", ("currency", m.Currency.Code)), m))];

    private (string, Money) Total => (Say("labels.sum"), Own(Ready.Select(o => picked[o.Id].Price).Concat(Billed)));

    /// <summary>In the merchant's currency at the middle rate of now.</summary>
    private Money Own(IEnumerable<Money> amounts) =>
        Each(amounts).Aggregate(Money.Zero(Seat.Merchant.Currency), (sum, part) => Current.Now.About(part, Seat.Merchant.Currency) is { } own ? sum + own : sum);

    private static IEnumerable<Money> Each(IEnumerable<Money> amounts) =>
        amounts.GroupBy(m => m.Currency).OrderBy(g => g.Key.Code, StringComparer.Ordinal).Select(g => g.Sum(g.Key));

    /// <summary>Why nothing can be bought yet; null when it can.</summary>
    private string? WhyNotYet => Ready.Count == 0 ? Say("labels.bear-first") : ToConfirm.Count > 0 && !confirmed ? Say("labels.confirm-first") : null;

    /// <summary>What destinations ask for the chosen parcels, each with the orders that it is about.</summary>
    private IReadOnlyList<(string Condition, IReadOnlyList<string> Numbers)> ToConfirm =>
        [.. Ready.SelectMany(o => proposals[o.Id].ToConfirm.Select(c => (Text: Words.Text(c), o.OrderNumber))).GroupBy(c => c.Text).Select(g => (g.Key, (IReadOnlyList<string>)[.. g.Select(c => c.OrderNumber)]))];

    /// <summary>What the merchant would bear of some orders, in each charge currency by itself: buyers pay in several, and it is owed in none.</summary>
    private string Together(IReadOnlyList<OrderToLabel> orders) =>
        Format.List([.. orders.Select(o => proposals[o.Id].ToBear!.Value).GroupBy(m => m.Currency).OrderBy(g => g.Key.Code, StringComparer.Ordinal).Select(g => Format.Money(g.Sum(g.Key)))]);

    protected override async Task OnParametersSetAsync()
    {
        order = await AskAsync<ChooseOfferOrder, OfferOrder>((q, actor, cancel) => q.ReadAsync(Seat.Merchant.Id, actor, cancel));
        await ReadAsync();
    }

    /// <summary>The merchant's choice from now on; what was compared is put in order anew, and what was picked by hand stays.</summary>
    private async Task OrderByAsync(OfferOrder chosen)
    {
        order = chosen;
        if (!await ActAsync<ChooseOfferOrder, Done>((op, actor, cancel) => op.RunAsync(Seat.Merchant.Id, chosen, actor, cancel))) return;
        foreach (var (id, proposal) in proposals.ToList())
        {
            var ranked = proposal.Offers.By(chosen, proposal.Reliabilities, Current.Now, Seat.Merchant.Currency);
            var best = page?.Items.FirstOrDefault(o => o.Id == id) is { } shown ? ranked.Best(Now, shown.PromisedByUtc) : null;
            if (picked.GetValueOrDefault(id) == proposal.Proposed && best is not null) picked[id] = best;
            proposals[id] = proposal with { Offers = ranked, Proposed = best ?? proposal.Proposed };
        }
    }

    private async Task ReadAsync()
    {
        var shop = Seat.Merchant.Id;
        page = await AskAsync<OrdersToLabel, Page<OrderToLabel>>((q, actor, cancel) => q.ToPackAsync(shop, actor, After, cancel));
        labelled = await AskAsync<OrdersToLabel, IReadOnlyList<LabelledParcel>>((q, actor, cancel) => q.LabelledAsync(shop, actor, cancel));
        chosen.IntersectWith(Buyable.Select(o => o.Id));
    }

    private bool IsLate(OrderToLabel order, CarrierRate rate) => Now.AddDays(rate.DaysMax) > order.PromisedByUtc;

    private void Choose(ConsignmentId order, bool on)
    {
        if (on) chosen.Add(order);
        else chosen.Remove(order);
    }

    private void ChooseAll(bool on)
    {
        foreach (var order in Buyable) Choose(order.Id, on);
    }

    private void Bear(ConsignmentId order, bool on)
    {
        if (on) borne.Add(order);
        else borne.Remove(order);
    }

    private void BearAll(bool on)
    {
        foreach (var order in Dearer) Bear(order.Id, on);
    }

    private string GramsOf(OrderToLabel order) => grams.GetValueOrDefault(order.Id) ?? order.UsualWeight.Grams.ToString(CultureInfo.InvariantCulture);

    private bool IsBad(OrderToLabel order) => !OfficeNumbers.TryWeight(GramsOf(order), out _);

    /// <summary>Another weight has another price.</summary>
    private void Weigh(OrderToLabel order, string? text)
    {
        grams[order.Id] = text ?? "";
        Forget(order.Id);
    }

    /// <summary>What was compared and agreed to for an order holds no longer.</summary>
    private void Forget(ConsignmentId order)
    {
        proposals.Remove(order);
        picked.Remove(order);
        borne.Remove(order);
    }

    private async Task QuoteAsync()
    {
        var wanted = new List<ParcelToQuote>();
        foreach (var order in (page?.Items ?? []).Where(o => chosen.Contains(o.Id)))
        {
            if (OfficeNumbers.TryWeight(GramsOf(order), out var weight)) wanted.Add(new ParcelToQuote(order.Id, weight));
        }

        confirmed = false;
        progress = (Say("labels.asking", ("count", wanted.Count)), 0, wanted.Count);
        var watch = new Progress<int>(done => Show(done));
        await ActAsync<QuoteManyLabels, IReadOnlyList<LabelProposal>>((op, actor, cancel) => op.RunAsync(Seat.Merchant.Id, wanted, actor, watch, cancel), then: Take);
        progress = null;
    }

    private void Take(IReadOnlyList<LabelProposal> found)
    {
        foreach (var proposal in found)
        {
            Forget(proposal.Consignment);
            proposals[proposal.Consignment] = proposal;
            results.Remove(proposal.Consignment);
            if (proposal.Proposed is { } best) picked[proposal.Consignment] = best;
        }
    }

    private void Pick(ConsignmentId order, string? index)
    {
        if (int.TryParse(index, NumberStyles.None, CultureInfo.InvariantCulture, out var i) && proposals[order].Offers.ElementAtOrDefault(i) is { } rate) picked[order] = rate;
    }

    private async Task<bool> BuyAsync()
    {
        var orders = Ready.Select(o => new LabelOrder(o.Id, picked[o.Id].CarrierKey, picked[o.Id].ServiceKey, picked[o.Id].Price, proposals[o.Id].Weight, proposals[o.Id].Size)
        {
            // The page says so beside the service.
            Basis = proposals[o.Id].Basis, LateIsConfirmed = IsLate(o, picked[o.Id]), ConditionsAreConfirmed = proposals[o.Id].ToConfirm.Count > 0 && confirmed,
            Bears = borne.Contains(o.Id) ? proposals[o.Id].ToBear : null,
        }).ToList();
        progress = (Say("labels.buying", ("count", orders.Count)), 0, orders.Count);
        var watch = new Progress<LabelResult>(result =>
        {
            results[result.Consignment] = result;
            Show((progress?.Done ?? 0) + 1);
        });
        IReadOnlyList<LabelResult> made = [];
        var ran = await ActAsync<BuyManyLabels, IReadOnlyList<LabelResult>>((op, actor, cancel) => op.RunAsync(Seat.Merchant.Id, orders, actor, watch, cancel), then: all => made = all);
        progress = null;
        if (!ran) return true;
        foreach (var result in made)
        {
            results[result.Consignment] = result;
            // The price or the state may have changed: it is asked again before the next try.
            Forget(result.Consignment);
        }

        await ReadAsync();
        var bought = made.Count(r => r.Status == ParcelStatus.Labelled);
        DoneText = bought == made.Count ? Say("labels.bought", ("count", bought)) : Say("labels.bought-some", ("count", bought), ("others", made.Count - bought));
        return true;
    }

    private void Show(int done)
    {
        if (progress is not { } now) return;
        progress = now with { Done = Math.Max(now.Done, done) };
        InvokeAsync(StateHasChanged);
    }
}
