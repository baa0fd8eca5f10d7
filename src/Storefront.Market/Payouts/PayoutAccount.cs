using Storefront.Merchants;
using Storefront.Payments;

namespace Storefront.Payouts;

/// <summary>What an account at the provider may do.</summary>
public enum PayeeStanding
{
    Incomplete,
    Ready,
    Blocked,
}

/// <summary>Where and how often a merchant is paid. Of the bank account the market keeps a mark that tells whether it changed, and an ending for people.</summary>
public sealed class PayoutAccount
{
    private PayoutAccount()
    {
    }

    public MerchantId Merchant { get; private set; }

    public string Provider { get; private set; } = "";

    /// <summary>The provider's name for the merchant; null before the account was asked for.</summary>
    public string? Payee { get; private set; }

    /// <summary>When the account was first asked for at the provider.</summary>
    public DateTime? PayeeAskedAtUtc { get; private set; }

    /// <summary>Under which key the account is opened at the provider.</summary>
    public KeyState KeyState { get; private set; }

    public PayeeStanding State { get; private set; }

    /// <summary>The provider's code for why it is blocked.</summary>
    public string? StateCode { get; private set; }

    public string? BankMark { get; private set; }

    public string? BankEnding { get; private set; }

    public DateTime? BankChangedAtUtc { get; private set; }

    /// <summary>Who was told of the bank account: also told of the next one, so that whoever takes over a shop cannot change mail and bank unnoticed.</summary>
    public string? Contact { get; private set; }

    /// <summary>The failure that somebody has to look at before more goes out.</summary>
    public string? Flag { get; private set; }

    public PayoutSchedule Schedule { get; private set; }

    /// <summary>When the next payout was or is due; null when the merchant has to ask.</summary>
    public DateTime? DueAtUtc { get; private set; }

    /// <summary>When a timer looks at it next.</summary>
    public DateTime? LookAtUtc { get; private set; }

    /// <summary>What stood in the way when the timer last looked.</summary>
    public PayoutBlock? BlockedBecause { get; private set; }

    public DateTime? BlockEndsAtUtc { get; private set; }

    public int Version { get; private set; }

    public static PayoutAccount For(MerchantId merchant, string provider, DateTime nowUtc)
    {
        var account = new PayoutAccount { Merchant = merchant, Provider = provider, Schedule = PayoutSchedule.Weekly };
        account.Next(nowUtc);
        return account;
    }

    /// <summary>The key under which an account is opened, so that asking twice opens one.</summary>
    public static string KeyAt(string provider, MerchantId merchant) => $"payee-{merchant.Value:N}-{provider}";

    /// <summary>The account is about to be asked for.</summary>
    public void PayeeAsked(DateTime nowUtc)
    {
        PayeeAskedAtUtc ??= nowUtc;
        Version++;
    }

    /// <summary>Its key at the provider failed, or was replaced.</summary>
    public void KeyIs(KeyState state)
    {
        if (state == KeyState) return;
        KeyState = state;
        Version++;
    }

    public void Opened(string provider, string payee)
    {
        if (Payee is not null && Provider == provider) return;
        (Provider, Payee, State, StateCode, BankMark) = (provider, payee, PayeeStanding.Incomplete, null, null);
        Version++;
    }

    /// <summary>Takes what the provider tells. True when the bank account is another one than before, or the first.</summary>
    public bool Told(PayeeState told, string contact, DateTime nowUtc)
    {
        var standing = PayoutRules.StandingOf(told);
        var changed = told.BankMark is not null && told.BankMark != BankMark;
        if (!changed && standing == State && told.BlockedBecause == StateCode) return false;
        (State, StateCode) = (standing, told.BlockedBecause);
        if (changed) (BankMark, BankEnding, BankChangedAtUtc, Contact, Flag, LookAtUtc) = (told.BankMark, told.BankEnding, nowUtc, contact, null, nowUtc);
        if (standing == PayeeStanding.Ready && DueAtUtc is not null) LookAtUtc = nowUtc;
        Version++;
        return changed;
    }

    public void Change(PayoutSchedule schedule, DateTime nowUtc)
    {
        Schedule = schedule;
        Next(nowUtc);
    }

    /// <summary>Pays at the next look, whatever the schedule.</summary>
    public void Ask(DateTime nowUtc)
    {
        (DueAtUtc, LookAtUtc) = (nowUtc, nowUtc);
        Version++;
    }

    /// <summary>Paid, or nothing to pay this time: the next day of payment counts.</summary>
    public void Next(DateTime nowUtc, PayoutHurdle? because = null)
    {
        DueAtUtc = Schedule.NextAfter(nowUtc);
        (LookAtUtc, BlockedBecause, BlockEndsAtUtc) = (DueAtUtc, because?.Block, because?.EndsAtUtc);
        Version++;
    }

    /// <summary>Stays due, and is looked at again.</summary>
    public void Blocked(PayoutHurdle hurdle, DateTime nowUtc)
    {
        var again = nowUtc + WritePayouts.PauseWhileBlocked;
        LookAtUtc = hurdle.EndsAtUtc < again ? hurdle.EndsAtUtc : again;
        (BlockedBecause, BlockEndsAtUtc) = (hurdle.Block, hurdle.EndsAtUtc);
        Version++;
    }

    public void Flagged(string code)
    {
        Flag = code;
        Version++;
    }

    public void Cleared(DateTime nowUtc)
    {
        Flag = null;
        Ask(nowUtc);
    }
}
