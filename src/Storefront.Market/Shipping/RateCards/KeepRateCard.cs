using Microsoft.EntityFrameworkCore;
using Storefront.Accounts;
using Storefront.Data;
using Storefront.Merchants;

namespace Storefront.Shipping;

/// <param name="Zones">The file's text; null to keep the zones that are there. What it says of the whole card goes before the other parameters.</param>
/// <param name="Remote">Places of the contract's own list, separated by semicolons; empty for the general table.</param>
public sealed record RateCardDraft(
    RateCardId? Id, string? Name, string? Carrier, string? Service, Currency Currency, int? VolumetricDivisor, PartsPerMillion Fuel, long Handling, long RemoteLeast, long RemotePerKilogram, string? Remote, int HandlingDays, string? Zones)
{
    /// <summary>Buyers pay by it.</summary>
    public bool ForBuyers { get; init; }

    /// <summary>Who then pays what is due at the border.</summary>
    public Incoterm Incoterm { get; init; } = Incoterm.Dap;
}

/// <summary>The card, or why the file was not taken: every fault with its line.</summary>
public sealed record KeptRateCard(RateCardId? Id, IReadOnlyList<CardFault> Faults);

/// <summary>A member makes a rate card, changes it, turns it off or takes it away. What is quoted next is quoted by it, at once on this node and within seconds on the others.</summary>
public sealed class KeepRateCard(MarketDb db, CarrierDirectory directory, FollowBuyerCards follow, TimeProvider clock)
{
    /// <summary>Weight steps in one country of a card by which buyers pay: orders keep them.</summary>
    public const int MostStepsForBuyers = 500;

    internal const int LeastDivisor = 1_000;

    internal const int MostDivisor = 20_000;

    internal const int MostHandlingDays = 60;

    /// <summary>The largest amount of a card by which buyers pay, in minor units.</summary>
    private const long MostMinorForBuyers = 10_000_000_000;

    /// <returns>Faults of the file are no refusal of the whole: they are told by line, and nothing is changed.</returns>
    public async Task<Outcome<KeptRateCard>> SaveAsync(MerchantId merchant, RateCardDraft draft, Actor actor, CancellationToken cancel)
    {
        if (!await actor.WorksForAsync(merchant, db, cancel)) return RateCardRefusals.NotFound;
        if (draft.Name?.Trim() is not { Length: > 0 and <= RateCard.LongestName } name) return RateCardRefusals.NameMissing;
        if (draft.Carrier is null || directory.FindConnector(draft.Carrier) is null) return RateCardRefusals.CarrierMissing;
        if (draft.Service?.Trim() is not { Length: > 0 and <= RateCard.LongestService } service) return RateCardRefusals.ServiceMissing;
        if (draft.VolumetricDivisor is < LeastDivisor or > MostDivisor) return RateCardRefusals.Wrong("divisor");
        if (draft.Fuel.Value is < 0 or > 1_000_000) return RateCardRefusals.Wrong("fuel");
        if (draft.Handling < 0) return RateCardRefusals.Wrong("handling");
        if (draft.RemoteLeast < 0 || draft.RemotePerKilogram < 0) return RateCardRefusals.Wrong("remote");
        if (draft.HandlingDays is < 0 or > MostHandlingDays) return RateCardRefusals.Wrong("handlingDays");
        if (draft.Zones?.Length > CardFile.LargestBytes) return RateCardRefusals.TooLarge;
        var far = new List<CardPlace>();
        foreach (var text in (draft.Remote ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (!CardPlace.TryParse(text, out var place)) return new Refusal("shipping.card-place-wrong", "farPlaces").With("value", text);
            far.Add(place);
        }

        var typed = new CardTerms
        {
            Currency = draft.Currency, Zones = [], VolumetricDivisor = draft.VolumetricDivisor, Fuel = draft.Fuel, Handling = draft.Handling,
            RemoteLeast = draft.RemoteLeast, RemotePerKilogram = draft.RemotePerKilogram, Remote = far, HandlingDays = draft.HandlingDays,
        };
        CardTerms? filed = null;
        if (draft.Zones is not null)
        {
            (filed, var faults) = CardFile.Read(draft.Zones, typed);
            if (filed is null) return new KeptRateCard(draft.Id, faults);
        }

        var saved = await db.AtomicallyAsync<KeptRateCard>(async () =>
        {
            var card = draft.Id is { } id ? await db.RateCards.SingleOrDefaultAsync(c => c.Id == id && c.Merchant == merchant, cancel) : null;
            if (draft.Id is not null && card is null) return RateCardRefusals.NotFound;
            // Prices of another currency are other prices: they have to come with it.
            if (filed is null && (card is null || card.Terms.Currency != draft.Currency)) return RateCardRefusals.NoZones;
            if (card is null) db.RateCards.Add(card = RateCard.Of(merchant));
            var terms = filed ?? typed with { Zones = card.Terms.Zones };
            if (draft.ForBuyers && WhyNotForBuyers(draft.Carrier, service, draft.Incoterm, terms) is { } why) return why;
            card.Sells(draft.ForBuyers, draft.Incoterm);
            card.Change(name, draft.Carrier, service, terms, clock.GetUtcNow().UtcDateTime);
            return new KeptRateCard(card.Id, []);
        }, cancel);
        if (saved.Succeeded) await follow.RunAsync(cancel);
        return saved;
    }

    /// <summary>What is due above the low-value limits is known only roughly and left to the door, so the service has to be able to ask there; and one that shall pay in the buyer's place has to.</summary>
    private Refusal? WhyNotForBuyers(string carrier, string service, Incoterm incoterm, CardTerms terms)
    {
        var able = directory.IncotermsOf(carrier, service);
        if (!able.AtDoor) return RateCardRefusals.NeverAtDoor;
        if (incoterm == Incoterm.Ddp && !able.BillsSender) return RateCardRefusals.NeverPaysDuty;
        if (terms.LargestMinor > MostMinorForBuyers) return RateCardRefusals.Wrong("handling");
        return terms.Countries.Any(c => terms.In(c).Zones.Sum(z => z.Steps.Count) > MostStepsForBuyers) ? RateCardRefusals.TooManySteps : null;
    }

    public async Task<Outcome<Done>> SwitchAsync(MerchantId merchant, RateCardId id, bool on, Actor actor, CancellationToken cancel)
    {
        if (!await actor.WorksForAsync(merchant, db, cancel) || await db.RateCards.SingleOrDefaultAsync(c => c.Id == id && c.Merchant == merchant, cancel) is not { } card) return RateCardRefusals.NotFound;
        card.Switch(on, clock.GetUtcNow().UtcDateTime);
        return await SaveAsync(cancel);
    }

    public async Task<Outcome<Done>> RemoveAsync(MerchantId merchant, RateCardId id, Actor actor, CancellationToken cancel)
    {
        if (!await actor.WorksForAsync(merchant, db, cancel) || await db.RateCards.SingleOrDefaultAsync(c => c.Id == id && c.Merchant == merchant, cancel) is not { } card) return RateCardRefusals.NotFound;
        db.RateCards.Remove(card);
        return await SaveAsync(cancel);
    }

    private async Task<Outcome<Done>> SaveAsync(CancellationToken cancel)
    {
        var saved = await db.SaveOrStaleAsync(cancel);
        if (saved.Succeeded) await follow.RunAsync(cancel);
        return saved;
    }
}
