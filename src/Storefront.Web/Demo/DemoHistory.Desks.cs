using Microsoft.EntityFrameworkCore;
using Storefront.Accounts;
using Storefront.Customs;
using Storefront.Customs.Readiness;
using Storefront.Data;
using Storefront.Merchants;
using Storefront.Orders;
using Storefront.Returns;

namespace Storefront.Web.Demo;

/// <summary>What lies on the desks that are visited less often: returns, licences, a saved address, a fee for clearance.</summary>
public sealed partial class DemoHistory
{
    private async Task<ReturnId> AskToReturnAsync(Order order, ReturnReason reason, string note, CancellationToken cancel)
    {
        var consignment = order.Consignments[0];
        var wanted = new ReturnRequest(reason, note, [new ReturnedUnits(consignment.Lines[0].Id, 1)]);
        return (await DoAsync<RequestReturn, Outcome<ReturnId>>(r => r.RunAsync(order.Number, consignment.Id, Access(order), wanted, cancel))).Value;
    }

    /// <summary>A change of mind, from the request to the money.</summary>
    private async Task ReturnedAsync(Order order, int daysAgo, DemoShops shops, CancellationToken cancel)
    {
        SetBack(daysAgo);
        var (id, owner) = (await AskToReturnAsync(order, ReturnReason.ChangedMind, "", cancel), shops.Owners[order.Consignments[0].Merchant]);
        SetBack(daysAgo - 1);
        await DoAsync<JudgeReturn>(j => j.ApproveAsync(id, owner, cancel));
        SetBack(daysAgo - 3);
        await DoAsync<FollowReturn>(f => f.SentAsync(id, Access(order), "La Poste", "6A12345678901", cancel));
        SetBack(daysAgo - 6);
        await DoAsync<ReceiveReturn>(r => r.RunAsync(id, owner, cancel));
        var lines = await ReadAsync(db => db.Returns.AsNoTracking().Where(r => r.Id == id).SelectMany(r => r.Lines).Select(l => new { l.Id, l.Units }).ToListAsync(cancel));
        var found = lines.ConvertAll(l => new InspectedLine(l.Id, l.Units, ReturnCondition.AsNew, BackToStock: true, Money.Zero(order.Total.Currency), null));
        await DoAsync<InspectReturn>(i => i.RunAsync(id, owner, found, cancel));
    }

    private async Task FillDesksAsync(MerchantId tea, DemoShops shops, CancellationToken cancel)
    {
        SetBack(12);
        var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        var plants = await LicenceAsync(tea, new Country("US"), "plants", "P37-26-00418 (demo)", "Plant Protection and Quarantine", today, shops, cancel);
        SetBack(11);
        await DoAsync<JudgeLicence>(j => j.ApproveAsync(plants, shops.Admin, cancel));
        SetBack(1);
        await LicenceAsync(tea, new Country("FR"), "alcohol", "FR-EXC-0007 (demo)", "Douane", today, shops, cancel);
        var address = AddressIn(new Country("FR")) with { Street = "12 rue Mercière", City = "Lyon", Postcode = "69002" };
        await DoAsync<KeepAddresses>(k => k.AddAsync(new Actor(shops.Shopper), address, cancel));
        // A year from now, so that no price of the demo moves with it.
        var fee = new ClearanceFee(
            new Country("CH"), null, FeeBy.Handler, "post", AtDoor: true, 15m, PartsPerMillion.Zero, FeeOf.Value, null, null, null, new Currency("CHF"), today.AddYears(1), null,
            "Invented for the demo", today, Confidence.Low);
        await DoAsync<SetClearanceFee>(s => s.AddAsync(fee, shops.Admin, cancel));
        SetBack(0);
    }

    private async Task<Guid> LicenceAsync(MerchantId merchant, Country to, string goods, string number, string authority, DateOnly from, DemoShops shops, CancellationToken cancel)
    {
        var restriction = await DoAsync<DestinationRules, string>(rules => Task.FromResult(rules.LiftedIn(to).First(r => r.Id == goods).Key));
        using var paper = new MemoryStream();
        await using (var drawn = EmbeddedFile.Open("Demo/licence.jpg", typeof(DemoHistory).Assembly)) await drawn.CopyToAsync(paper, cancel);
        var file = (await DoAsync<IStoreFiles, StoredFile>(files => files.SaveAsync(paper.ToArray(), "jpg", cancel))).Name;
        return (await DoAsync<AskForLicence, Outcome<Guid>>(a => a.RunAsync(merchant, new LicenceDraft(to, restriction, number, authority, from, from.AddYears(2), file), shops.Owners[merchant], cancel))).Value;
    }
}
