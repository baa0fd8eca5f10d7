using Microsoft.EntityFrameworkCore;
using Storefront.Data;

namespace Storefront.Accounts;

/// <summary>Opens a new account to who holds both the mailed link and the password.</summary>
public sealed class ConfirmEmail(MarketDb db, OwnPassword own, MailedLinks links, TimeProvider clock)
{
    /// <summary>Whether the link would still work.</summary>
    public async Task<bool> WorksAsync(Guid user, string? token, CancellationToken cancel) => await links.FindAsync(LinkPurpose.ConfirmEmail, user, token, cancel) is not null;

    public async Task<Outcome<User>> RunAsync(Guid user, string? token, string? password, CancellationToken cancel)
    {
        if (!await WorksAsync(user, token, cancel)) return AccountRefusals.LinkExpired;
        if (await own.CheckAsync(new UserId(user), password, cancel) is { } refusal) return refusal;
        db.ChangeTracker.Clear();
        return await db.AtomicallyAsync<User>(
            async () =>
            {
                // A registration in between would have made a new link with its new password.
                if (await links.FindAsync(LinkPurpose.ConfirmEmail, user, token, cancel) is not { } link) return AccountRefusals.LinkExpired;
                links.Use(link);
                link.Owner.EmailConfirmed = true;
                link.Owner.EndSessions();
                return link.Owner;
            },
            cancel);
    }

    /// <summary>Sends the link again, where the address waits for it. The answer is the same for any address.</summary>
    public async Task<Outcome<Done>> ResendAsync(string? email, string? returnPath, CancellationToken cancel)
    {
        if (!EmailAddress.TryTidy(email, out var tidy)) return AccountRefusals.EmailUnreadable;
        var key = EmailAddress.Key(tidy);
        return await db.AtomicallyAsync<Done>(
            async () =>
            {
                if (await db.Users.SingleOrDefaultAsync(u => u.NormalizedEmail == key && !u.EmailConfirmed && u.PasswordHash != null, cancel) is { } user)
                    db.WriteTo(user.Email!, user.Language, "confirm-email", clock.GetUtcNow().UtcDateTime, await links.IssueAsync(user, LinkPurpose.ConfirmEmail, null, returnPath, cancel));
                return default(Done);
            },
            cancel);
    }
}
