using Storefront.Data.Conventions;

namespace Storefront.Chargebacks;

public enum ChargebackEntryKind
{
    /// <summary>The provider told a state; the text is its word.</summary>
    Told,
    Debited,
    FeeCharged,

    /// <summary>Lost by a merchant's fault: it bears its share of the fee, which is the text.</summary>
    FeePassedOn,
    MoneyBack,
    MoneyLost,
    EvidenceGathered,
    HandedIn,
    HandedInByItself,
    AnswerRefused,
    NotContested,

    /// <summary>The provider told something that cannot follow; nothing was changed.</summary>
    Contradicted,
}

/// <summary>A fact of a chargeback's timeline, never altered.</summary>
public sealed class ChargebackEntry : IInsertOnly
{
    private ChargebackEntry()
    {
    }

    public Guid Id { get; private set; }

    public ChargebackId Chargeback { get; private set; }

    public ChargebackEntryKind Kind { get; private set; }

    /// <summary><c>provider</c>, <c>merchant</c>, <c>admin</c> or <c>timer</c>.</summary>
    public string By { get; private set; } = "";

    public string? Text { get; private set; }

    public DateTime AtUtc { get; private set; }

    public static ChargebackEntry Of(ChargebackId chargeback, ChargebackEntryKind kind, string by, string? text, DateTime nowUtc) => new()
    {
        Id = Guid.CreateVersion7(), Chargeback = chargeback, Kind = kind, By = by, Text = text is null || text.Length <= 300 ? text : text[..300], AtUtc = nowUtc,
    };
}
