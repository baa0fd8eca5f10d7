using Storefront.Customs;
using Storefront.Languages;

namespace Storefront.Office.Kit;

/// <summary>How a licence stands, in words: one that is approved counts on its days alone.</summary>
internal static class LicenceWords
{
    public static string Validity(Seat seat, LicenceRow row) =>
        $"{seat.Words.Format.Date(row.ValidFrom, DateStyle.Short)} – {(row.ValidTo is { } to ? seat.Words.Format.Date(to, DateStyle.Short) : seat.Say("lanes.no-end"))}";

    public static string State(Seat seat, LicenceRow row, DateTime nowUtc) =>
        row.Status != LicenceStatus.Approved ? seat.Name(row.Status) : seat.Say(IsOver(row, nowUtc) ? "licences.over" : IsComing(row, nowUtc) ? "licences.coming" : "licences.in-force");

    public static Tone Tone(LicenceRow row, DateTime nowUtc) => row.Status switch
    {
        LicenceStatus.Asked => Kit.Tone.Attention,
        LicenceStatus.Approved => IsOver(row, nowUtc) ? Kit.Tone.Urgent : IsComing(row, nowUtc) ? Kit.Tone.Quiet : Kit.Tone.Good,
        LicenceStatus.Refused => Kit.Tone.Urgent,
        LicenceStatus.Ended => Kit.Tone.Quiet,
    };

    private static bool IsOver(LicenceRow row, DateTime nowUtc) => row.ValidTo < DateOnly.FromDateTime(nowUtc);

    private static bool IsComing(LicenceRow row, DateTime nowUtc) => row.ValidFrom > DateOnly.FromDateTime(nowUtc);
}
