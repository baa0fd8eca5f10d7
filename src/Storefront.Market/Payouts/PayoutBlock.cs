using Storefront.Payments;

namespace Storefront.Payouts;

/// <summary>Why a merchant is not paid now. The first that holds is told.</summary>
public enum PayoutBlock
{
    /// <summary>The shop is stopped, refused or closed.</summary>
    MerchantStopped,
    NoAccount,

    /// <summary>The provider still has to be told something.</summary>
    AccountIncomplete,

    /// <summary>The provider does not pay this account.</summary>
    AccountBlocked,

    /// <summary>The bank account is so new that its owner may not have noticed; it ends by itself.</summary>
    BankChanged,

    /// <summary>A bank did not take the last one, or an admin declined it: nothing goes out before somebody has looked.</summary>
    LastPayoutFailed,

    /// <summary>An earlier one waits for its second person.</summary>
    AwaitsApproval,

    /// <summary>An earlier one has no answer yet; a later one does not overtake it.</summary>
    EarlierOnItsWay,

    /// <summary>Nothing is owed to the merchant, or the merchant owes.</summary>
    NothingOwed,
    BelowMinimum,

    /// <summary>What is owed was released for goods about which a case is open now.</summary>
    KeptByCases,
}

/// <param name="EndsAtUtc">When it ends by itself; null when somebody has to act, or more has to be sold.</param>
public sealed record PayoutHurdle(PayoutBlock Block, DateTime? EndsAtUtc = null);

/// <summary>What decides whether a merchant is paid now.</summary>
/// <param name="Kept">The part of it that was released for goods about which a case is open now; it is not paid out before that closes.</param>
/// <param name="Payable">The part of the rest that a bank can be sent.</param>
/// <param name="Earlier">A payout of the merchant that was not sent yet.</param>
public sealed record PayoutFacts(bool MayTrade, PayoutAccount? Account, Money Owed, Money Kept, Money Payable, Money Minimum, Payout? Earlier, TimeSpan CoolDown);

public static class PayoutRules
{
    /// <summary>What stands in the way, whatever is owed; null for nothing. An open case keeps only the money of its own goods.</summary>
    public static PayoutHurdle? HurdleOf(bool mayTrade, PayoutAccount? account, TimeSpan coolDown, DateTime nowUtc)
    {
        if (!mayTrade) return new PayoutHurdle(PayoutBlock.MerchantStopped);
        if (account?.Payee is null) return new PayoutHurdle(PayoutBlock.NoAccount);
        if (account.State == PayeeStanding.Blocked) return new PayoutHurdle(PayoutBlock.AccountBlocked);
        if (account.State == PayeeStanding.Incomplete) return new PayoutHurdle(PayoutBlock.AccountIncomplete);
        if (account.BankChangedAtUtc is { } changed && nowUtc < changed + coolDown) return new PayoutHurdle(PayoutBlock.BankChanged, changed + coolDown);
        return account.Flag is null ? null : new PayoutHurdle(PayoutBlock.LastPayoutFailed);
    }

    /// <summary>Why nothing is paid now; null when <see cref="PayoutFacts.Payable"/> may go out.</summary>
    public static PayoutHurdle? HurdleOf(PayoutFacts facts, DateTime nowUtc)
    {
        if (HurdleOf(facts.MayTrade, facts.Account, facts.CoolDown, nowUtc) is { } hurdle) return hurdle;
        if (facts.Earlier is { } earlier) return new PayoutHurdle(earlier.ApprovalsMissing > 0 ? PayoutBlock.AwaitsApproval : PayoutBlock.EarlierOnItsWay);
        if (!facts.Owed.IsPositive) return new PayoutHurdle(PayoutBlock.NothingOwed);
        if (facts.Kept.IsPositive && facts.Owed >= facts.Minimum && facts.Owed - facts.Kept < facts.Minimum) return new PayoutHurdle(PayoutBlock.KeptByCases);
        return facts.Payable < facts.Minimum || !facts.Payable.IsPositive ? new PayoutHurdle(PayoutBlock.BelowMinimum) : null;
    }

    /// <summary>What a provider's word about an account comes to.</summary>
    public static PayeeStanding StandingOf(PayeeState told) =>
        told.MayBePaidOut && told.MayReceive ? PayeeStanding.Ready
        : told.ToldEverything && told.Missing.Count == 0 ? PayeeStanding.Blocked
        : PayeeStanding.Incomplete;
}
