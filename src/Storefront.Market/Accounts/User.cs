using Microsoft.AspNetCore.Identity;

namespace Storefront.Accounts;

/// <summary>A person who signs in: shopper, merchant's member or admin. The user name is the mail address.</summary>
public sealed class User : IdentityUser<Guid>
{
    public User()
    {
        Id = Guid.CreateVersion7();
        SecurityStamp = Guid.NewGuid().ToString("N");
    }

    /// <summary>The language that mails are written in.</summary>
    public string Language { get; set; } = "en";

    public DateTime CreatedAtUtc { get; init; }

    /// <summary>When the person asked to be deleted; the row stays without personal data because orders point at it.</summary>
    public DateTime? ErasedAtUtc { get; set; }

    public UserId UserId => new(Id);

    public static User Register(string email, string passwordHash, string language, DateTime nowUtc)
    {
        var user = new User { CreatedAtUtc = nowUtc, LockoutEnabled = true, Language = language };
        user.MoveTo(email);
        user.SetPassword(passwordHash);
        return user;
    }

    public void MoveTo(string email)
    {
        (UserName, Email) = (email, email);
        (NormalizedUserName, NormalizedEmail) = (EmailAddress.Key(email), EmailAddress.Key(email));
        EndSessions();
    }

    public void SetPassword(string hash)
    {
        PasswordHash = hash;
        (AccessFailedCount, LockoutEnd) = (0, null);
        EndSessions();
    }

    /// <summary>Whoever is signed in by what was known before is not any more.</summary>
    public void EndSessions() => (SecurityStamp, ConcurrencyStamp) = (Guid.NewGuid().ToString("N"), Guid.NewGuid().ToString("N"));

    /// <summary>Takes the person out of the row. The stand-in is no address and can never be registered.</summary>
    public void Erase(DateTime nowUtc)
    {
        MoveTo($"erased-{Id:N}");
        (PasswordHash, PhoneNumber, EmailConfirmed, PhoneNumberConfirmed, TwoFactorEnabled, Language) = (null, null, false, false, false, "en");
        (AccessFailedCount, LockoutEnd, ErasedAtUtc) = (0, null, nowUtc);
    }
}
