using Microsoft.EntityFrameworkCore;
using Storefront.Accounts;
using Storefront.Data;

namespace Storefront.Merchants;

/// <summary>A signed-in person asks to sell. The shop exists from then on, but sells only after an admin approved it.</summary>
public sealed class ApplyAsMerchant(MarketDb db, TimeProvider clock)
{
    public async Task<Outcome<MerchantId>> RunAsync(Actor actor, MerchantProfile profile, CancellationToken cancel)
    {
        if (MerchantFacts.WhatIsMissing(profile) is { } refusal) return refusal;
        var user = actor.User;
        if (await db.MerchantMembers.AnyAsync(m => m.User == user, cancel)) return MerchantRefusals.AppliedAlready;
        if (await db.Merchants.AnyAsync(m => m.Name == profile.Name, cancel)) return MerchantRefusals.NameTaken;

        var slug = Slug.From(profile.Name);
        if (await db.Merchants.AnyAsync(m => m.Slug == slug, cancel)) slug = Slug.Other(slug);
        var merchant = Merchant.Apply(slug, profile, clock.GetUtcNow().UtcDateTime);
        db.Merchants.Add(merchant);
        db.MerchantMembers.Add(MerchantMember.Of(merchant.Id, user, isOwner: true));
        await db.SaveChangesAsync(cancel);
        return merchant.Id;
    }
}
