namespace Storefront.Accounts;

/// <summary>Whose data is meant: the account, and the mail address that it has proved to be its own, under which guests' orders count too.</summary>
public sealed record DataSubject(UserId User, string Email)
{
    /// <summary>Guests type their address as they like; these are the ways that occur.</summary>
    public IReadOnlyList<string> Emails { get; } = [.. new[] { Email, Email.ToLowerInvariant() }.Distinct()];
}

/// <summary>What one module knows about people: it gives it out and takes it away. Every module that stores such data brings one, and a new one
/// is found by itself.</summary>
/// <remarks>Regulation (EU) 2016/679, Articles 15, 17 and 20, checked 2026-11-22.</remarks>
public interface IHoldPersonalData
{
    /// <summary>Its name in the export, <c>orders</c>.</summary>
    string Section { get; }

    /// <summary>Everything about the person, ready to be written as JSON.</summary>
    Task<object> ExportAsync(DataSubject person, CancellationToken cancel);

    /// <summary>Why the data cannot go yet, or null.</summary>
    Task<Refusal?> HurdleAsync(DataSubject person, CancellationToken cancel) => Task.FromResult<Refusal?>(null);

    /// <summary>Takes the data out in the caller's transaction. What the law or the books keep loses its tie to the person.</summary>
    Task EraseAsync(DataSubject person, DateTime nowUtc, CancellationToken cancel);
}
