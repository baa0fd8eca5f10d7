using Storefront.Orders;

namespace Storefront.Returns;

/// <summary>When goods may go back and who pays for their way.</summary>
public static class ReturnTerms
{
    /// <summary>As long as a buyer may claim a fault; docs/decisions/0008-disputes.md, checked 2026-11-22.</summary>
    public const int FaultDaysAfterDelivery = 30;

    /// <summary>The merchant pays where the goods are not what was bought: faulty, damaged, wrong, not as described. For a change of mind the buyer does, unless the merchant
    /// offers to.</summary>
    /// <remarks>Goods that are not in conformity go back at the seller's expense: Directive (EU) 2019/771, article 16(3)(a). On a withdrawal the consumer bears the direct cost of
    /// returning unless the trader agreed to: Directive 2011/83/EU, article 14(1). Both checked 2026-11-30; elsewhere it is the market's own rule.</remarks>
    /// <param name="allReturns">The merchant chose <see cref="Merchants.ReturnPostage.AllGoods"/>.</param>
    public static ReturnCarriage Carriage(ReturnReason reason, bool allReturns) => reason switch
    {
        ReturnReason.ChangedMind => allReturns ? ReturnCarriage.Merchant : ReturnCarriage.Buyer,
        ReturnReason.Faulty or ReturnReason.DamagedOnTheWay or ReturnReason.WrongItem or ReturnReason.NotAsDescribed => ReturnCarriage.Merchant,
    };

    /// <summary>Until when; null when nothing was delivered yet, and for a change of mind where neither the destination nor the merchant gives time for it.</summary>
    /// <param name="merchantDays">The merchant's own period after delivery; the longer one counts.</param>
    public static DateTime? Until(ReturnReason reason, Consignment consignment, Country destination, int? merchantDays, DateTime nowUtc)
    {
        if (consignment.InHandSince(nowUtc) is not { } delivered) return null;
        var days = reason switch
        {
            ReturnReason.ChangedMind => Math.Max(WithdrawalPeriods.Of(destination)?.Days ?? 0, merchantDays ?? 0),
            ReturnReason.Faulty or ReturnReason.DamagedOnTheWay or ReturnReason.WrongItem or ReturnReason.NotAsDescribed => FaultDaysAfterDelivery,
        };
        return days == 0 ? null : delivered.AddDays(days);
    }

    public static bool IsOpen(ReturnReason reason, Consignment consignment, Country destination, int? merchantDays, DateTime nowUtc) =>
        Until(reason, consignment, destination, merchantDays, nowUtc) is { } until && nowUtc <= until;

    /// <summary>Whether any reason is still open, and anything is left to send back.</summary>
    public static bool IsOpen(Consignment consignment, Country destination, int? merchantDays, DateTime nowUtc) =>
        consignment.Lines.Any(l => !l.InDispute && l.Left.Goods.IsPositive) && Enum.GetValues<ReturnReason>().Any(r => IsOpen(r, consignment, destination, merchantDays, nowUtc));
}
