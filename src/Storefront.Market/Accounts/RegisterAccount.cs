using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Storefront.Data;

namespace Storefront.Accounts;

/// <summary>Makes an account that waits for its mail address to be confirmed. Who asks learns nothing of whether the address has an account:
/// the answer is the same, and a mail goes out in either case.</summary>
public sealed class RegisterAccount(MarketDb db, IPasswordHasher<User> hasher, PasswordRules rules, MailedLinks links, TimeProvider clock)
{
    public async Task<Outcome<Done>> RunAsync(string? email, string? password, string language, string? returnPath, CancellationToken cancel)
    {
        if (!EmailAddress.TryTidy(email, out var tidy)) return AccountRefusals.EmailUnreadable;
        if (rules.Judge(password, tidy) is { } refusal) return refusal;
        // Before the look-up, so that both ways cost the same time.
        var hash = hasher.HashPassword(new User(), password!);
        var key = EmailAddress.Key(tidy);
        return await db.AtomicallyAsync<Done>(
            async () =>
            {
                var now = clock.GetUtcNow().UtcDateTime;
                var user = await db.Users.SingleOrDefaultAsync(u => u.NormalizedEmail == key, cancel);
                if (user is { EmailConfirmed: true })
                {
                    db.WriteTo(user.Email!, user.Language, "already-registered", now, "/account/forgot-password");
                    return default(Done);
                }

                if (user is null) db.Users.Add(user = User.Register(tidy, hash, language, now));
                else
                {
                    // Nobody has shown that the address is theirs, so the latest to ask counts. Confirming takes the mail and this password
                    // together: neither somebody else's password nor somebody else's mail box is enough.
                    user.Language = language;
                    user.SetPassword(hash);
                }

                db.WriteTo(tidy, language, "confirm-email", now, await links.IssueAsync(user, LinkPurpose.ConfirmEmail, null, returnPath, cancel));
                return default(Done);
            },
            cancel);
    }
}
