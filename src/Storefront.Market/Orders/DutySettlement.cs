using Storefront.Shipping;

namespace Storefront.Orders;

/// <summary>How the buyer settled duty and tax of a consignment when accepting its landed quote: a label must agree with it.</summary>
public enum DutySettlement
{
    /// <summary>No customs border is crossed.</summary>
    NoBorder,

    /// <summary>Nothing is owed at the border, so nobody has to pay it.</summary>
    NothingDue,

    /// <summary>Collected at checkout under a scheme: customs asks nothing where it is told the number.</summary>
    UnderScheme,

    /// <summary>Paid at checkout: somebody has to pay it to customs in the buyer's place.</summary>
    Prepaid,

    /// <summary>Not paid: the carrier collects it from the buyer.</summary>
    AtDoor,
}

internal static class DutySettlements
{
    /// <summary>Duty, tax and fees that the buyer paid at checkout, in the charge currency.</summary>
    public static Money DutyPaid(this Consignment consignment) => consignment.Duty + consignment.Tax + consignment.Fees;

    /// <summary>Nothing is left for the buyer to pay at the border. It was promised at the sale, and money that went back since does not change it.</summary>
    public static bool IsPrepaid(this Consignment consignment) => consignment.Terms.Incoterm == "DDP";

    /// <summary>The scheme whose number customs is told; null where tax was not collected under one.</summary>
    public static string? SchemeToTell(this Consignment consignment) => consignment.IsPrepaid() ? consignment.Terms.Scheme : null;

    /// <param name="paid">For all that lies in the parcel.</param>
    private static DutySettlement Settlement(this Consignment consignment, Country destination, Money paid)
    {
        if (!consignment.CrossesBorder(destination)) return DutySettlement.NoBorder;
        if (!consignment.IsPrepaid()) return DutySettlement.AtDoor;
        if (paid.IsZero) return DutySettlement.NothingDue;
        return consignment.Terms.Scheme is null ? DutySettlement.Prepaid : DutySettlement.UnderScheme;
    }

    /// <summary>What a service that agrees bills the merchant for customs, as the buyer paid it for what lies in the parcel; null for nothing: where nothing is due, where customs asks the buyer, and where it is told the
    /// number of the scheme that has collected already.</summary>
    public static Money? BilledBy(this PackedConsignment packed, IncotermAbility able)
    {
        var (consignment, scheme, paid) = (packed.Consignment, packed.Consignment.Terms.Scheme, packed.Goods.Lines.Sum(l => l.Prepaid, packed.Goods.Currency));
        return consignment.Settlement(packed.Order.ShipTo.Country, paid) switch
        {
            DutySettlement.NoBorder or DutySettlement.NothingDue or DutySettlement.AtDoor => null,
            DutySettlement.Prepaid => paid,
            DutySettlement.UnderScheme => able.Schemes.Contains(scheme!) && packed.Registrations.Under(scheme) is not null ? null : paid,
        };
    }

    /// <summary>Why that bill asks again for what was collected under a scheme; null where it does not.</summary>
    public static BilledAgain? BilledAgainBy(this PackedConsignment packed, IncotermAbility able) =>
        packed.Consignment.Terms.Scheme is { } scheme && packed.BilledBy(able) is not null ? new BilledAgain(scheme, NumberIsMissing: able.Schemes.Contains(scheme)) : null;

    /// <summary>Why a service does not agree with how duty and tax were settled, and what may be done; null where it agrees.</summary>
    public static Refusal? WhyNot(this PackedConsignment packed, IncotermAbility able, string service)
    {
        // Orders that share a parcel are taxed by one rule and scheme, and one that owes nothing may lie beside one that paid.
        var (consignment, scheme, paid) = (packed.Consignment, packed.Consignment.Terms.Scheme, packed.Goods.Consignments.Sum(c => c.DutyPaid(), packed.Goods.Currency));
        return consignment.Settlement(packed.Order.ShipTo.Country, paid) switch
        {
            DutySettlement.NoBorder or DutySettlement.NothingDue => null,
            DutySettlement.AtDoor => able.AtDoor ? null : LabelRefusals.DutyNotPaid(service),
            DutySettlement.Prepaid => able.BillsSender ? null : LabelRefusals.DutyNotPrepaid(service, paid),
            DutySettlement.UnderScheme when able.BillsSender => null,
            DutySettlement.UnderScheme when !able.Schemes.Contains(scheme!) => LabelRefusals.SchemeNotTold(service, scheme!),
            DutySettlement.UnderScheme => packed.Registrations.Under(scheme) is null ? LabelRefusals.SchemeNumberMissing(service, scheme!) : null,
        };
    }
}
