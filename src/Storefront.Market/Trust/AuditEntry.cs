using Storefront.Data.Conventions;

namespace Storefront.Trust;

/// <summary>Who did what to which thing, and what changed. Written in the same save as the act, never altered.</summary>
public sealed class AuditEntry : IInsertOnly
{
    private AuditEntry()
    {
    }

    public Guid Id { get; private set; }

    public UserId? User { get; private set; }

    /// <summary>The operation, for example <c>DecideDispute</c>.</summary>
    public string Act { get; private set; } = "";

    /// <summary>What it was done to, for example <c>dispute 0193…</c>.</summary>
    public string Subject { get; private set; } = "";

    /// <summary>Before and after, or the reason, without personal data.</summary>
    public string? Detail { get; private set; }

    public DateTime AtUtc { get; private set; }

    public static AuditEntry Of(UserId? user, string act, string subject, string? detail, DateTime nowUtc) =>
        new() { Id = Guid.CreateVersion7(), User = user, Act = act, Subject = subject, Detail = detail, AtUtc = nowUtc };
}
