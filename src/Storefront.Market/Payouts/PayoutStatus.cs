namespace Storefront.Payouts;

public enum PayoutStatus
{
    /// <summary>Written down; the provider may or may not know of it yet.</summary>
    Pending,

    /// <summary>The provider has it and the bank has not confirmed it.</summary>
    Sent,
    Paid,

    /// <summary>It did not arrive, or came back after it had: the money is owed again.</summary>
    Failed,
}

public static class PayoutMoves
{
    public static bool MayBecome(this PayoutStatus from, PayoutStatus to) => from switch
    {
        PayoutStatus.Pending => to is PayoutStatus.Sent or PayoutStatus.Failed,
        PayoutStatus.Sent => to is PayoutStatus.Paid or PayoutStatus.Failed,
        PayoutStatus.Paid => to is PayoutStatus.Failed,
        PayoutStatus.Failed => false,
    };
}
