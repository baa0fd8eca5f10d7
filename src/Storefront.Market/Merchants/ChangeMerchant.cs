using Microsoft.EntityFrameworkCore;
using Storefront.Accounts;
using Storefront.Data;

namespace Storefront.Merchants;

/// <summary>A member changes what the shop says of itself.</summary>
public sealed class ChangeMerchant(MarketDb db)
{
    public async Task<Outcome<Done>> RunAsync(MerchantId id, Actor actor, MerchantProfile profile, CancellationToken cancel)
    {
        if (!await actor.WorksForAsync(id, db, cancel)) return MerchantRefusals.NotFound;
        if (MerchantFacts.WhatIsMissing(profile) is { } refusal) return refusal;
        var merchant = await db.Merchants.SingleAsync(m => m.Id == id, cancel);
        merchant.Change(profile);
        return await db.SaveOrStaleAsync(cancel);
    }
}
