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
}
