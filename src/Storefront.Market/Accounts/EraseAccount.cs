using Microsoft.EntityFrameworkCore;
using Storefront.Data;
using Storefront.Trust;

namespace Storefront.Accounts;

/// <summary>Deletes a person's account: what is about the person goes, what the books and other people need stays without a name.
/// Orders, cases and returns that are under way are only parted from the account, and forgotten when they are over.</summary>
public sealed class EraseAccount(MarketDb db, IEnumerable<IHoldPersonalData> holders, OwnPassword own, TimeProvider clock)
{
    /// <summary>Why the account cannot be deleted yet, or null.</summary>
    public async Task<Refusal?> HurdleAsync(Actor actor, CancellationToken cancel) => await HurdleAsync(await SubjectAsync(actor, cancel), cancel);

    public async Task<Outcome<Done>> RunAsync(Actor actor, string? password, CancellationToken cancel)
    {
        if (await own.CheckAsync(actor.User, password, cancel) is { } wrong) return wrong;
        return await db.AtomicallyAsync<Done>(
            async () =>
            {
                var person = await SubjectAsync(actor, cancel);
                if (await HurdleAsync(person, cancel) is { } hurdle) return hurdle;
                var now = clock.GetUtcNow().UtcDateTime;
                foreach (var holder in holders) await holder.EraseAsync(person, now, cancel);
                db.AuditLog.Add(AuditEntry.Of(actor.User, nameof(EraseAccount), $"user {actor.User.Value}", null, now));
                return default(Done);
            },
            cancel);
    }

    private async Task<DataSubject> SubjectAsync(Actor actor, CancellationToken cancel) =>
        new(actor.User, await db.Users.Where(u => u.Id == actor.User.Value).Select(u => u.Email!).SingleAsync(cancel));

    private async Task<Refusal?> HurdleAsync(DataSubject person, CancellationToken cancel)
    {
        foreach (var holder in holders)
        {
            if (await holder.HurdleAsync(person, cancel) is { } hurdle) return hurdle;
        }

        return null;
    }
}
