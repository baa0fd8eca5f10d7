namespace Storefront.Office.Running;

internal static class JournalWords
{
    /// <summary>What an entry records, by the start of its key.</summary>
    public static string Kind(Seat seat, string key) => key.Split(':')[0] switch
    {
        "captured" => seat.Say("journal.captured"),
        "released" => seat.Say("journal.released"),
        "reserve-over" => seat.Say("journal.reserve-over"),
        "refunded" => seat.Say("journal.refunded"),
        "refund-owed" => seat.Say("journal.refund-owed"),
        "refund-again" => seat.Say("journal.refund-again"),
        "label" => seat.Say("journal.label"),
        "label-voided" => seat.Say("journal.label-voided"),
        "payout" => seat.Say("journal.payout"),
        "payout-paid" => seat.Say("journal.payout-paid"),
        "payout-failed" => seat.Say("journal.payout-failed"),
        "chargeback" or "chargeback-won" or "chargeback-lost" or "chargeback-fee" or "chargeback-borne" or "chargeback-instead" or "dispute-fee" or "provider-fee" or "unallocated" or "unallocated-back" => seat.Say("journal." + key.Split(':')[0]),
        var other => other,
    };
}
