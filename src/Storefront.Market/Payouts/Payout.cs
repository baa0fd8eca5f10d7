using System.Text.Json.Serialization;
using Storefront.Merchants;
using Storefront.Payments;

namespace Storefront.Payouts;

[JsonConverter(typeof(IdJsonConverter<PayoutId>))]
public readonly record struct PayoutId(Guid Value) : IId<PayoutId>
{
    public static PayoutId From(Guid value) => new(value);
}

/// <summary>What a merchant is owed on its way to the merchant's bank, in the merchant's currency. Its key is written before the provider is called.</summary>
public sealed class Payout
{
    private Payout()
    {
    }

    public PayoutId Id { get; private set; }

    public MerchantId Merchant { get; private set; }

    /// <summary>Always positive, and wholly payable.</summary>
    public Money Amount { get; private set; }

    public string Provider { get; private set; } = "";

    /// <summary>The account at the provider that it goes to.</summary>
    public string Payee { get; private set; } = "";

    /// <summary>The last digits of the bank account when it was written.</summary>
    public string? BankEnding { get; private set; }

    /// <summary>The idempotency key of every call about it.</summary>
    public string Key { get; private set; } = "";

    public PayoutStatus Status { get; private set; }

    /// <summary>The provider's name for it, once known.</summary>
    public string? Reference { get; private set; }

    /// <summary>Where money first moves to the payee's account at the provider: <see cref="InShares"/>, or the transfer of one that a version before moved as one. Null where the bank is paid from ours.</summary>
    public string? Transfer { get; private set; }

    /// <summary>When all of it was known to lie in the payee's account.</summary>
    public DateTime? MovedAtUtc { get; private set; }

    /// <summary>What of its transfers was taken back again, or is being taken back now, in minor units of <see cref="Amount"/>: the sum of its shares'.</summary>
    public long ReversedMinor { get; private set; }

    /// <summary>The provider's reason. While it is still written down only, the refusal after which its transfers are being taken back: nothing more is moved, and the bank is asked no more.</summary>
    public string? FailureCode { get; private set; }

    /// <summary>It was taken back by us before the provider was asked.</summary>
    public PayoutBlock? WithheldBecause { get; private set; }

    /// <summary>How many different admins have to approve it before it is sent.</summary>
    public int ApprovalsNeeded { get; private set; }

    public UserId? ApprovedBy { get; private set; }

    public UserId? ApprovedAlsoBy { get; private set; }

    public DateTime CreatedAtUtc { get; private set; }

    /// <summary>From then on the provider may know of it: it can be asked again, and not be taken back.</summary>
    public DateTime? AskedAtUtc { get; private set; }

    public DateTime? PaidAtUtc { get; private set; }

    /// <summary>When the last word about it came: paid, or failed.</summary>
    public DateTime? SettledAtUtc { get; private set; }

    public DateOnly? ArrivesOn { get; private set; }

    /// <summary>When a timer looks at it next; null when there is nothing more to see, or when people have to act first.</summary>
    public DateTime? LookAtUtc { get; private set; }

    /// <summary>Under which key the bank is sent it.</summary>
    public KeyState KeyState { get; private set; }

    /// <summary>Since when it waits because the provider has too little money of ours, or an older one waits for that; null while it does not.</summary>
    public DateTime? ShortSinceUtc { get; private set; }

    /// <summary>Since when it waits because it was itself refused for want of money, of which a person heard then; null while it was not, and while it only stands behind another.</summary>
    public DateTime? RefusedShortSinceUtc { get; private set; }

    /// <summary>From then on the bank may be sent it; until then what was moved to the payee's account is taken back when something stands in the way.</summary>
    public DateTime? BankAskedAtUtc { get; private set; }

    public int Version { get; private set; }

    public Money Reversed => new(ReversedMinor, Amount.Currency);

    public int ApprovalsMissing => ApprovalsNeeded - (ApprovedBy is null ? 0 : 1) - (ApprovedAlsoBy is null ? 0 : 1);

    /// <summary>Stands in <see cref="Transfer"/> from the beginning, so that a version that moves a payout as one takes it for moved and does not move it once more.</summary>
    public const string InShares = "shares";

    /// <summary>It is moved share by share (<see cref="PayoutShare"/>).</summary>
    public bool IsCut => Transfer == InShares;

    public bool IsToSend => Status == PayoutStatus.Pending && ApprovalsMissing <= 0;

    public static Payout Of(PayoutAccount account, Money amount, int approvalsNeeded, DateTime nowUtc)
    {
        if (!amount.IsPositive) throw new InvalidOperationException("A payout is more than nothing.");
        var id = Storefront.Id.New<PayoutId>();
        return new Payout
        {
            Id = id, Merchant = account.Merchant, Amount = amount, Provider = account.Provider, BankEnding = account.BankEnding, Key = KeyOf(id), ApprovalsNeeded = approvalsNeeded,
            Payee = account.Payee ?? throw new InvalidOperationException("There is no account to pay to."), CreatedAtUtc = nowUtc, LookAtUtc = approvalsNeeded == 0 ? nowUtc + SweepPayouts.Patience : null,
        };
    }

    /// <summary>One that was made under our key and is not in the books any more, because they were restored from a copy.</summary>
    /// <param name="isCut">Money moves to the payee's account first: its transfers are taken in when they are compared.</param>
    public static Payout Adopted(PayoutId id, PayoutAccount account, Money amount, string reference, bool isCut, DateTime madeAtUtc, DateTime nowUtc)
    {
        var payout = Of(account, amount, 0, madeAtUtc);
        (payout.Id, payout.Key, payout.AskedAtUtc, payout.BankAskedAtUtc) = (id, KeyOf(id), madeAtUtc, madeAtUtc);
        if (isCut) (payout.Transfer, payout.MovedAtUtc) = (InShares, madeAtUtc);
        payout.Sent(reference, null, nowUtc);
        return payout;
    }

    public static string KeyOf(PayoutId id) => $"payout-{id.Value:N}";

    /// <summary>The payout that a key names; null for another kind of key.</summary>
    public static PayoutId? IdOf(string? key) => key is not null && key.StartsWith("payout-", StringComparison.Ordinal) && Guid.TryParseExact(key["payout-".Length..], "N", out var id) ? new PayoutId(id) : null;

    /// <summary>False when the person has approved it before, or nothing waits for approval.</summary>
    public bool Approve(UserId by, DateTime nowUtc)
    {
        if (Status != PayoutStatus.Pending || ApprovalsMissing <= 0 || ApprovedBy == by) return false;
        if (ApprovedBy is null) ApprovedBy = by;
        else ApprovedAlsoBy = by;
        if (IsToSend) LookAtUtc = nowUtc + SweepPayouts.Patience;
        Version++;
        return true;
    }

    /// <summary>The provider is about to be asked.</summary>
    public void Asked(DateTime nowUtc)
    {
        if (!IsToSend) throw new InvalidOperationException($"A payout that is {Status} is not sent.");
        AskedAtUtc ??= nowUtc;
        LookAtUtc = nowUtc + SweepPayouts.Patience;
        Version++;
    }

    /// <summary>It is moved in shares, which are written with it.</summary>
    public void Cut() => Transfer = InShares;

    /// <summary>The one share of a payout that a version before wrote, or moved already.</summary>
    internal PayoutShare AsOne()
    {
        var share = PayoutShare.Known(this, 0, null, Amount, Transfer, ReversedMinor, AskedAtUtc);
        if (Transfer is null) (Transfer, KeyState) = (InShares, default);
        else MovedAtUtc ??= AskedAtUtc ?? CreatedAtUtc;
        Version++;
        return share;
    }

    /// <summary>All its shares lie in the payee's account.</summary>
    public void Moved(DateTime nowUtc)
    {
        (MovedAtUtc, RefusedShortSinceUtc) = (MovedAtUtc ?? nowUtc, null);
        Version++;
    }

    /// <summary>Its money is about to be sent on to the bank.</summary>
    public void BankAsked(DateTime nowUtc)
    {
        BankAskedAtUtc ??= nowUtc;
        Version++;
    }

    /// <summary>The bank is not sent it for want of money: nothing was made, it stays written and is tried again by itself, under a new key, since a provider answers a key that it refused with the
    /// same refusal. Not known to the provider any more, it may be taken back as before.</summary>
    public void Refused(DateTime nowUtc)
    {
        (KeyState, BankAskedAtUtc) = (KeyState.Next(), null);
        RefusedShortSinceUtc ??= nowUtc;
        if (Transfer is null) AskedAtUtc = null;
        WaitForFunds(nowUtc);
    }

    /// <summary>The next share is not moved for want of money.</summary>
    /// <param name="isBegun">Others were moved before.</param>
    public void NotMoved(bool isBegun, DateTime nowUtc)
    {
        if (!isBegun) AskedAtUtc = null;
        RefusedShortSinceUtc ??= nowUtc;
        WaitForFunds(nowUtc);
    }

    /// <summary>It is tried again by itself, the first time after a short while.</summary>
    public void WaitForFunds(DateTime nowUtc)
    {
        ShortSinceUtc ??= nowUtc;
        LookAtUtc = nowUtc + SweepPayouts.PauseWhileShort;
        Version++;
    }

    /// <summary>What was moved to the payee's account is about to be taken back, before the bank was asked: from then on it is not sent, whatever changes meanwhile, and nobody waits for it.</summary>
    public void TakeBack(PayoutBlock because, DateTime nowUtc)
    {
        if (BankAskedAtUtc is not null || AskedAtUtc is null || Transfer is null) throw new InvalidOperationException("Only what lies in the payee's account is taken back.");
        (WithheldBecause, LookAtUtc, ShortSinceUtc, RefusedShortSinceUtc) = (because, nowUtc + SweepPayouts.Patience, null, null);
        Version++;
    }

    /// <summary>It, or a share of it, is refused for good, and what was moved to the payee's account is about to be taken back: from then on only that is asked for.</summary>
    public void RefusedForGood(string code, DateTime nowUtc)
    {
        if (Status != PayoutStatus.Pending || Transfer is null || FailureCode is not null) return;
        (FailureCode, KeyState, LookAtUtc, ShortSinceUtc, RefusedShortSinceUtc) = (code, KeyState.Answered(), nowUtc + SweepPayouts.Patience, null, null);
        Version++;
    }

    /// <summary>It came back: the provider has nothing of it any more.</summary>
    public void TakenBack()
    {
        AskedAtUtc = null;
        Version++;
    }

    /// <summary>Not all of it came back now. It is asked for again.</summary>
    public void NotTakenBack(DateTime nowUtc)
    {
        LookAtUtc = nowUtc + SweepPayouts.PauseWhileShort;
        Version++;
    }

    /// <summary>Its key at the provider failed, or was replaced.</summary>
    public void KeyIs(KeyState state)
    {
        if (state == KeyState) return;
        KeyState = state;
        Version++;
    }

    /// <summary>A part of a transfer of it is about to be taken back, after the bank had it.</summary>
    public void Reversing(Money amount)
    {
        if (Status != PayoutStatus.Paid || Transfer is null || !amount.IsPositive || amount > Amount - Reversed) throw new InvalidOperationException($"{amount} of a payout of {Amount} that is {Status} is not taken back.");
        ReversedMinor += amount.Minor;
        Version++;
    }

    public void NotReversed(Money amount)
    {
        ReversedMinor -= amount.Minor;
        Version++;
    }

    public void Sent(string reference, DateOnly? arrivesOn, DateTime nowUtc)
    {
        Become(PayoutStatus.Sent);
        (Reference, ArrivesOn, LookAtUtc, ShortSinceUtc, RefusedShortSinceUtc, KeyState) = (reference, arrivesOn, nowUtc, null, null, KeyState.Answered());
    }

    public void Paid(DateTime nowUtc)
    {
        Become(PayoutStatus.Paid);
        (PaidAtUtc, SettledAtUtc, LookAtUtc) = (nowUtc, nowUtc, nowUtc + SweepPayouts.PauseAfterPaid);
    }

    public void Failed(string code, DateTime nowUtc)
    {
        Become(PayoutStatus.Failed);
        (FailureCode, SettledAtUtc, LookAtUtc, ShortSinceUtc, RefusedShortSinceUtc) = (code, nowUtc, null, null, null);
    }

    /// <summary>Takes it back before the provider was asked.</summary>
    public void Withhold(PayoutBlock because, DateTime nowUtc)
    {
        if (AskedAtUtc is not null) throw new InvalidOperationException("The provider was asked already.");
        Failed("withheld", nowUtc);
        WithheldBecause = because;
    }

    /// <summary>Nothing new was told.</summary>
    public void Looked(DateTime nowUtc)
    {
        LookAtUtc = Status != PayoutStatus.Paid ? nowUtc + SweepPayouts.PauseWhileSent
            : nowUtc < PaidAtUtc + SweepPayouts.MayComeBack ? nowUtc + SweepPayouts.PauseAfterPaid : null;
        Version++;
    }

    private void Become(PayoutStatus next)
    {
        if (!Status.MayBecome(next)) throw new InvalidOperationException($"A payout that is {Status} does not become {next}.");
        Status = next;
        Version++;
    }
}
