namespace Storefront.Data.Outbox;

/// <summary>Work that follows from a committed change: told in the same transaction, done by any node, at least once.
/// A due time in the future makes it a timer; its handler looks at the present state and does nothing when it is too late.</summary>
public sealed class OutboxMessage
{
    public const int MostAttempts = 12;

    private OutboxMessage()
    {
    }

    public Guid Id { get; private set; }

    /// <summary>The message's type name, for example <c>PaymentCaptured</c>.</summary>
    public string Kind { get; private set; } = "";

    public string Body { get; private set; } = "";

    public DateTime CreatedAtUtc { get; private set; }

    public DateTime DueAtUtc { get; private set; }

    /// <summary>Until then one node works on it; null when nobody does.</summary>
    public DateTime? LeasedUntilUtc { get; private set; }

    public Guid? LeaseHolder { get; private set; }

    public int Attempts { get; private set; }

    public DateTime? DoneAtUtc { get; private set; }

    /// <summary>Set when the last attempt failed too: a person must look.</summary>
    public DateTime? DeadAtUtc { get; private set; }

    public string? LastError { get; private set; }

    internal static OutboxMessage Of(string kind, string body, DateTime nowUtc, DateTime dueAtUtc) =>
        new() { Id = Guid.CreateVersion7(), Kind = kind, Body = body, CreatedAtUtc = nowUtc, DueAtUtc = dueAtUtc };
}
