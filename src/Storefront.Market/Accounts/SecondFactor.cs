using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Storefront.Data;
using Storefront.Trust;

namespace Storefront.Accounts;

/// <summary>An authenticator app as the second thing that a sign-in asks for, and recovery codes for when the phone is gone. Each code is good
/// once; of recovery codes only hashes are kept.</summary>
public sealed class SecondFactor(MarketDb db, OwnPassword own, Sessions sessions, TimeProvider clock)
{
    public const int RecoveryCodes = 10;

    private const string Provider = "second-factor";
    private const string Pending = "pending-key";
    private const string Key = "key";
    private const string LastStep = "last-step";
    private const string Recovery = "recovery";
    private const string RecoveryLetters = "23456789abcdefghjkmnpqrstuvwxyz";

    /// <summary>The key to put into the app; the same until it is confirmed, so that the page can be opened again.</summary>
    public async Task<string> BeginAsync(Actor actor, CancellationToken cancel)
    {
        if (await FindAsync(actor.User.Value, Pending, cancel) is { Value: { } known }) return known;
        var key = Totp.NewKey();
        await SetAsync(actor.User.Value, Pending, key, cancel);
        await db.SaveChangesAsync(cancel);
        return key;
    }

    /// <summary>Turns it on for who has the password and a code of the app. Gives the recovery codes, which are never shown again. Other sessions end.</summary>
    public async Task<Outcome<IReadOnlyList<string>>> TurnOnAsync(Actor actor, string? password, string? code, CancellationToken cancel)
    {
        if (await own.CheckAsync(actor.User, password, cancel) is { } refusal) return refusal;
        return await db.AtomicallyAsync<IReadOnlyList<string>>(
            async () =>
            {
                var user = await db.Users.SingleAsync(u => u.Id == actor.User.Value, cancel);
                if (await FindAsync(user.Id, Pending, cancel) is not { Value: { } key } pending || Totp.StepOf(key, Tidy(code), clock.GetUtcNow(), after: 0) is not { } step) return AccountRefusals.CodeWrong;
                db.UserTokens.Remove(pending);
                await SetAsync(user.Id, Key, key, cancel);
                await SetAsync(user.Id, LastStep, step.ToString(CultureInfo.InvariantCulture), cancel);
                user.TwoFactorEnabled = true;
                await sessions.EndAllAsync(user, cancel);
                Write(user, "second-factor-on");
                return Outcome<IReadOnlyList<string>>.Of(await NewCodesAsync(user.Id, cancel));
            },
            cancel);
    }

    public async Task<Outcome<Done>> TurnOffAsync(Actor actor, string? password, CancellationToken cancel)
    {
        if (await own.CheckAsync(actor.User, password, cancel) is { } refusal) return refusal;
        return await db.AtomicallyAsync<Done>(
            async () =>
            {
                var user = await db.Users.SingleAsync(u => u.Id == actor.User.Value, cancel);
                db.UserTokens.RemoveRange(await db.UserTokens.Where(t => t.UserId == user.Id && t.LoginProvider == Provider).ToListAsync(cancel));
                user.TwoFactorEnabled = false;
                user.ConcurrencyStamp = Guid.NewGuid().ToString("N");
                Write(user, "second-factor-off");
                return default(Done);
            },
            cancel);
    }

    public async Task<Outcome<IReadOnlyList<string>>> RenewCodesAsync(Actor actor, string? password, CancellationToken cancel)
    {
        if (await own.CheckAsync(actor.User, password, cancel) is { } refusal) return refusal;
        return await db.AtomicallyAsync<IReadOnlyList<string>>(
            async () => await db.Users.AnyAsync(u => u.Id == actor.User.Value && u.TwoFactorEnabled, cancel)
                ? Outcome<IReadOnlyList<string>>.Of(await NewCodesAsync(actor.User.Value, cancel))
                : AccountRefusals.NotFound,
            cancel);
    }

    public async Task<int> CodesLeftAsync(UserId user, CancellationToken cancel) =>
        (await FindAsync(user.Value, Recovery, cancel))?.Value?.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length ?? 0;

    /// <summary>Checks the second step of a sign-in: a code of the app, or a recovery code, which is spent. Wrong codes count like wrong passwords.</summary>
    public async Task<Outcome<User>> CheckAsync(UserId id, string? typed, CancellationToken cancel)
    {
        var outcome = await db.AtomicallyAsync<User>(
            async () =>
            {
                var user = await db.Users.AsNoTracking().SingleOrDefaultAsync(u => u.Id == id.Value && u.ErasedAtUtc == null, cancel);
                if (user is null || user.LockoutEnd > clock.GetUtcNow()) return AccountRefusals.CodeWrong;
                var code = Tidy(typed);
                return await TakeAppCodeAsync(id.Value, code, cancel) || await TakeRecoveryCodeAsync(id.Value, code, cancel) ? user : AccountRefusals.CodeWrong;
            },
            cancel);
        if (!outcome.Succeeded) await db.CountFailureAsync(id.Value, clock.GetUtcNow(), cancel);
        return outcome;
    }

    private async Task<bool> TakeAppCodeAsync(Guid user, string code, CancellationToken cancel)
    {
        if (await FindAsync(user, Key, cancel) is not { Value: { } key }) return false;
        var last = await FindAsync(user, LastStep, cancel);
        if (Totp.StepOf(key, code, clock.GetUtcNow(), long.Parse(last?.Value ?? "0", CultureInfo.InvariantCulture)) is not { } step) return false;
        // Deleting and adding, not changing: of two who bring the same code at once one finds the row gone and starts over.
        if (last is not null) db.UserTokens.Remove(last);
        await db.SaveChangesAsync(cancel);
        await SetAsync(user, LastStep, step.ToString(CultureInfo.InvariantCulture), cancel);
        return true;
    }

    private async Task<bool> TakeRecoveryCodeAsync(Guid user, string code, CancellationToken cancel)
    {
        if (await FindAsync(user, Recovery, cancel) is not { Value: { } value } kept) return false;
        var hashes = value.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var hash = Hash(code);
        if (!hashes.Contains(hash)) return false;
        db.UserTokens.Remove(kept);
        await db.SaveChangesAsync(cancel);
        await SetAsync(user, Recovery, string.Join(' ', hashes.Where(h => h != hash)), cancel);
        return true;
    }

    private async Task<IReadOnlyList<string>> NewCodesAsync(Guid user, CancellationToken cancel)
    {
        string[] codes = [.. Enumerable.Range(0, RecoveryCodes).Select(_ => $"{RandomNumberGenerator.GetString(RecoveryLetters, 5)}-{RandomNumberGenerator.GetString(RecoveryLetters, 5)}")];
        await SetAsync(user, Recovery, string.Join(' ', codes.Select(c => Hash(Tidy(c)))), cancel);
        return codes;
    }

    private void Write(User user, string template)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        db.AuditLog.Add(AuditEntry.Of(user.UserId, nameof(SecondFactor), $"user {user.Id}", template, now));
        db.WriteTo(user.Email!, user.Language, template, now, "/account/security");
    }

    private async Task SetAsync(Guid user, string name, string value, CancellationToken cancel)
    {
        if (await FindAsync(user, name, cancel) is { } kept) kept.Value = value;
        else db.UserTokens.Add(new IdentityUserToken<Guid> { UserId = user, LoginProvider = Provider, Name = name, Value = value });
    }

    private Task<IdentityUserToken<Guid>?> FindAsync(Guid user, string name, CancellationToken cancel) =>
        db.UserTokens.SingleOrDefaultAsync(t => t.UserId == user && t.LoginProvider == Provider && t.Name == name, cancel);

    /// <summary>Spaces and hyphens are how people read codes, not part of them.</summary>
    private static string Tidy(string? code) => string.Concat((code ?? "").Where(char.IsLetterOrDigit)).ToLowerInvariant();

    /// <summary>Fifty random bits need no slow hash.</summary>
    private static string Hash(string code) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(code)));
}
