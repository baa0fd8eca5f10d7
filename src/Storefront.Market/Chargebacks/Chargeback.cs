using Storefront.Payments;

namespace Storefront.Chargebacks;

/// <summary>A buyer's bank takes a payment, or a part of it, back. The provider's word moves it, forward only; people answer it once.</summary>
public sealed class Chargeback
{
    /// <summary>The answer goes out by itself so long before the provider's deadline: what was staged is never forgotten. Source: the case rules of
    /// docs/decisions/0008-disputes.md.</summary>
    public static readonly TimeSpan Margin = TimeSpan.FromDays(3);

    /// <summary>How often an open one is asked about, besides what the provider tells by itself.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromHours(12);

    private Chargeback()
    {
    }

    public ChargebackId Id { get; private set; }

    public string Provider { get; private set; } = "";

    /// <summary>The provider's name for it.</summary>
    public string Reference { get; private set; } = "";

    public PaymentId Payment { get; private set; }

    public OrderId Order { get; private set; }

    /// <summary>In the charge currency.</summary>
    public Money Amount { get; private set; }

    /// <summary>What the provider has charged for it, in the currency in which it settles with us.</summary>
    public Money Fee { get; private set; }

    /// <summary>The provider's code for what the buyer says.</summary>
    public string Reason { get; private set; } = "";

    public ChargebackState State { get; private set; }

    /// <summary>The state in the provider's own word, known to this build or not.</summary>
    public string Told { get; private set; } = "";

    /// <summary>No answer by then loses it.</summary>
    public DateTime? AnswerByUtc { get; private set; }

    public DateTime OpenedAtUtc { get; private set; }

    /// <summary>When its money left us; null while it is only an inquiry.</summary>
    public DateTime? DebitedAtUtc { get; private set; }

    public DateTime? ClosedAtUtc { get; private set; }

    /// <summary>What has been gathered to answer with. It cannot change any more once it is being sent.</summary>
    public StagedEvidence Evidence { get; private set; } = StagedEvidence.None;

    /// <summary>From then on the provider may have the answer.</summary>
    public DateTime? AnswerAskedAtUtc { get; private set; }

    /// <summary>The provider confirmed that it has the answer.</summary>
    public DateTime? AnsweredAtUtc { get; private set; }

    /// <summary>A person decided that it is not worth an answer.</summary>
    public DateTime? GivenUpAtUtc { get; private set; }

    /// <summary>The provider's code for why it took no answer.</summary>
    public string? FailureCode { get; private set; }

    /// <summary>When a timer looks at it next; null once it is closed.</summary>
    public DateTime? LookAtUtc { get; private set; }

    public int Version { get; private set; }

    public bool IsOpen => ClosedAtUtc is null;

    /// <summary>The buyer's bank holds the money now.</summary>
    public bool HoldsMoney => DebitedAtUtc is not null && IsOpen;

    public bool MayBeAnswered => IsOpen && State is ChargebackState.Inquiry or ChargebackState.NeedsAnswer && AnswerAskedAtUtc is null && GivenUpAtUtc is null;

    /// <summary>When the answer goes out by itself.</summary>
    public DateTime? SendsItselfAtUtc => MayBeAnswered && AnswerByUtc is { } by ? by - Margin : null;

    /// <summary>The idempotency key of the answer: another after each refusal, because a provider repeats the refusal of a key.</summary>
    public string AnswerKey => $"chargeback-{Id.Value:N}-{AnswerTries}";

    public int AnswerTries { get; private set; }

    /// <summary>Under which key the answer is given, of <see cref="AnswerKey"/>.</summary>
    public KeyState KeyState { get; private set; }

    public static Chargeback Of(Payment payment, ProviderChargeback told, DateTime nowUtc) => new()
    {
        Id = Storefront.Id.New<ChargebackId>(), Provider = payment.Provider, Reference = told.Reference, Payment = payment.Id, Order = payment.Order, Amount = told.Amount,
        Fee = Money.Zero(told.Fee?.Currency ?? told.Amount.Currency), Reason = Short(told.Reason, 80), State = ChargebackState.Unknown, Told = "", OpenedAtUtc = nowUtc, LookAtUtc = nowUtc + Pause,
    };

    /// <summary>The state moves forward or stays. True when it moved.</summary>
    public bool Follow(ProviderChargeback told, DateTime nowUtc)
    {
        (Told, AnswerByUtc) = (Short(told.Told, 60), told.AnswerByUtc ?? AnswerByUtc);
        if (told.Submitted) AnsweredAtUtc ??= nowUtc;
        var moves = told.State != State && State.MayBecome(told.State);
        if (moves) State = told.State;
        LookAtUtc = SendsItselfAtUtc is { } itself && itself < nowUtc + Pause ? Later(itself, nowUtc) : nowUtc + Pause;
        Version++;
        return moves;
    }

    public void Debited(DateTime nowUtc) => DebitedAtUtc = nowUtc;

    public void Charged(Money fee) => Fee = fee;

    public void Close(DateTime nowUtc) => (ClosedAtUtc, LookAtUtc) = (nowUtc, null);

    public void Stage(StagedEvidence evidence)
    {
        if (!MayBeAnswered) throw new InvalidOperationException("It is too late to gather evidence.");
        Evidence = evidence;
        Version++;
    }

    /// <summary>The answer is about to go out; it is what is staged now, and nothing else.</summary>
    public void AskAnswer(DateTime nowUtc)
    {
        if (!MayBeAnswered) throw new InvalidOperationException($"A chargeback that is {State} takes no answer now.");
        (AnswerAskedAtUtc, FailureCode, LookAtUtc) = (nowUtc, null, nowUtc + TimeSpan.FromMinutes(1));
        Version++;
    }

    public void AnswerRefused(string code, DateTime nowUtc)
    {
        (AnswerAskedAtUtc, FailureCode, LookAtUtc) = (null, Short(code, 80), nowUtc + Pause);
        (AnswerTries, KeyState) = (AnswerTries + 1, default);
        Version++;
    }

    public void KeyIs(KeyState state)
    {
        KeyState = state;
        Version++;
    }

    public void GiveUp(DateTime nowUtc)
    {
        if (!MayBeAnswered) throw new InvalidOperationException($"A chargeback that is {State} is not given up now.");
        (GivenUpAtUtc, LookAtUtc) = (nowUtc, nowUtc + TimeSpan.FromMinutes(1));
        Version++;
    }

    public void LookAgain(DateTime atUtc)
    {
        LookAtUtc = atUtc;
        Version++;
    }

    /// <summary>The buyer is gone: the words about it go too.</summary>
    public void Forget()
    {
        Evidence = StagedEvidence.None;
        Version++;
    }

    private static DateTime Later(DateTime a, DateTime b) => a > b ? a : b;

    private static string Short(string? text, int longest) => text is null ? "" : text.Length <= longest ? text : text[..longest];
}

public static class ChargebackMoves
{
    /// <summary>The one table of allowed moves: forward only.</summary>
    public static bool MayBecome(this ChargebackState from, ChargebackState to) => (from, to) switch
    {
        (_, ChargebackState.Unknown) => false,
        (ChargebackState.Unknown, _) => true,
        (ChargebackState.Inquiry, ChargebackState.NeedsAnswer or ChargebackState.UnderReview or ChargebackState.Won or ChargebackState.Lost or ChargebackState.Closed) => true,
        (ChargebackState.NeedsAnswer, ChargebackState.UnderReview or ChargebackState.Won or ChargebackState.Lost or ChargebackState.Closed) => true,
        (ChargebackState.UnderReview, ChargebackState.Won or ChargebackState.Lost or ChargebackState.Closed) => true,
        _ => false,
    };

    public static bool IsEnd(this ChargebackState state) => state is ChargebackState.Won or ChargebackState.Lost or ChargebackState.Closed;

    /// <summary>The buyer's bank has taken the money, whether or not it gives it back later.</summary>
    public static bool TookMoney(this ChargebackState state) => state is ChargebackState.NeedsAnswer or ChargebackState.UnderReview or ChargebackState.Won or ChargebackState.Lost;
}
