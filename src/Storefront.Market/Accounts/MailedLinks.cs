using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Storefront.Data;

namespace Storefront.Accounts;

public enum LinkPurpose
{
    ConfirmEmail,
    ResetPassword,
    ChangeEmail,
}

/// <summary>Links that prove that a mail was read: 256 random bits, of which only a hash is kept. A link works once, until its time is up or a newer
/// one of its kind was sent.</summary>
public sealed class MailedLinks(MarketDb db, TimeProvider clock)
{
    private const string Provider = "link";

    /// <summary>Adds the link to the unit of work and gives its path and query, without a language.</summary>
    /// <param name="carries">What the link is about beside its owner: the new address.</param>
    public async Task<string> IssueAsync(User user, LinkPurpose purpose, string? carries, string? returnPath, CancellationToken cancel)
    {
        var token = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        var value = string.Create(CultureInfo.InvariantCulture, $"{(clock.GetUtcNow() + Lifetime(purpose)).ToUnixTimeSeconds()} {Hash(token)} {carries}");
        var kept = await db.UserTokens.SingleOrDefaultAsync(t => t.UserId == user.Id && t.LoginProvider == Provider && t.Name == purpose.ToString(), cancel);
        if (kept is null) db.UserTokens.Add(new IdentityUserToken<Guid> { UserId = user.Id, LoginProvider = Provider, Name = purpose.ToString(), Value = value });
        else kept.Value = value;
        return $"{Path(purpose)}?user={user.Id:N}&token={token}{(returnPath is null or "/" ? "" : "&returnUrl=" + Uri.EscapeDataString(returnPath))}";
    }

    /// <summary>Whose link it is, and what it carries; null when it does not work.</summary>
    public async Task<OpenLink?> FindAsync(LinkPurpose purpose, Guid user, string? token, CancellationToken cancel)
    {
        var kept = await db.UserTokens.SingleOrDefaultAsync(t => t.UserId == user && t.LoginProvider == Provider && t.Name == purpose.ToString(), cancel);
        if (kept?.Value?.Split(' ', 3) is not [var until, var hash, var carries] || token is null) return null;
        if (clock.GetUtcNow().ToUnixTimeSeconds() > long.Parse(until, CultureInfo.InvariantCulture)) return null;
        if (!CryptographicOperations.FixedTimeEquals(Convert.FromHexString(hash), Convert.FromHexString(Hash(token)))) return null;
        var owner = await db.Users.SingleOrDefaultAsync(u => u.Id == user && u.ErasedAtUtc == null, cancel);
        return owner is null ? null : new OpenLink(owner, carries, kept);
    }

    /// <summary>Takes the link away with the save that does what it was for.</summary>
    public void Use(OpenLink link) => db.UserTokens.Remove(link.Kept);

    private static TimeSpan Lifetime(LinkPurpose purpose) => purpose switch
    {
        LinkPurpose.ConfirmEmail => TimeSpan.FromDays(3),
        LinkPurpose.ResetPassword => TimeSpan.FromHours(1),
        LinkPurpose.ChangeEmail => TimeSpan.FromDays(1),
    };

    private static string Path(LinkPurpose purpose) => purpose switch
    {
        LinkPurpose.ConfirmEmail => "/account/confirm",
        LinkPurpose.ResetPassword => "/account/reset-password",
        LinkPurpose.ChangeEmail => "/account/confirm-email",
    };

    private static string Hash(string token) => Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(token)));
}

/// <summary>A link that works: its owner, tracked for change.</summary>
public sealed class OpenLink
{
    internal OpenLink(User owner, string carries, IdentityUserToken<Guid> kept) => (Owner, Carries, Kept) = (owner, carries, kept);

    public User Owner { get; }

    public string Carries { get; }

    internal IdentityUserToken<Guid> Kept { get; }
}
