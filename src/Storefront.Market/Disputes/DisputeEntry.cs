using Storefront.Data.Conventions;

namespace Storefront.Disputes;

public enum DisputeEntryKind
{
    Opened,
    Message,
    Accepted,
    Offered,
    Rejected,
    OfferAccepted,
    AskedAgain,
    Escalated,
    Decided,
    Withdrawn,
    TimeRanOut,
    Refunded,

    /// <summary>A side asks that the decision be looked at again, with what is new.</summary>
    Appealed,

    /// <summary>The amount is what the buyer should have got in all.</summary>
    DecidedAgain,
    AppealWithdrawn,
}

/// <summary>One step of a dispute, by whom, with its text, amount and evidence. Never altered.</summary>
public sealed class DisputeEntry : IInsertOnly
{
    private DisputeEntry()
    {
    }

    public Guid Id { get; private set; }

    public DisputeId Dispute { get; private set; }

    public DisputeEntryKind Kind { get; private set; }

    /// <summary><c>buyer</c>, <c>merchant</c>, <c>admin</c> or <c>timer</c>.</summary>
    public string By { get; private set; } = "";

    public string? Text { get; private set; }

    /// <summary>Minor units of the dispute's currency, where the step names an amount.</summary>
    public long? AmountMinor { get; private set; }

    /// <summary>File keys of photos.</summary>
    public IReadOnlyList<string> Files { get; private set; } = [];

    public DateTime AtUtc { get; private set; }

    public static DisputeEntry Of(DisputeId dispute, DisputeEntryKind kind, string by, DateTime nowUtc, string? text = null, Money? amount = null, IReadOnlyList<string>? files = null) =>
        new() { Id = Guid.CreateVersion7(), Dispute = dispute, Kind = kind, By = by, Text = text, AmountMinor = amount?.Minor, Files = files ?? [], AtUtc = nowUtc };
}
