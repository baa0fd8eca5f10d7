namespace Storefront.Office.Running;

internal static class JournalWords
{
    /// <summary>What an entry records, by the start of its key.</summary>
    public static string Kind(Seat seat, string key) => key.Split(':')[0] switch
    {
        "captured" => seat.Say("journal.captured"),
        "released" => seat.Say("journal.released"),
        "refunded" => seat.Say("journal.refunded"),
        "label" => seat.Say("journal.label"),
        "label-voided" => seat.Say("journal.label-voided"),
        var other => other,
    };
}
