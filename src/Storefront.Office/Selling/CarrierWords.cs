using Storefront.Office.Kit;
using Storefront.Shipping;

namespace Storefront.Office.Selling;

/// <summary>Carriers and their abilities in words.</summary>
internal static class CarrierWords
{
    public static string Name(CarrierAbility ability, Seat seat) => seat.Say("carrier-ability." + Seat.Kebab(ability.ToString()));

    /// <summary>What a merchant does about an ability that a carrier does not have.</summary>
    public static string Instead(ICarrierConnector carrier, CarrierAbility ability, Seat seat) => seat.Say("carrier-instead." + (carrier.Instead(ability) ?? Seat.Kebab(ability.ToString())));

    public static (string Text, Tone Tone) StateOf(CarrierOnDesk carrier, Seat seat) => carrier switch
    {
        { Account: null } => (seat.Say("carriers.not-connected"), Tone.Quiet),
        { Account.IsOn: false } => (seat.Say("carriers.off"), Tone.Quiet),
        { Account.Checks: var checks } when checks.Any(c => c.Refusal is not null) => (seat.Say("carriers.refused"), Tone.Urgent),
        { Account.Checks.Count: 0 } => (seat.Say("carriers.untried"), Tone.Attention),
        { Able: var able } when able.Any(a => a.Missing.Count > 0) => (seat.Say("carriers.partly"), Tone.Attention),
        _ => (seat.Say("carriers.connected"), Tone.Good),
    };
}
