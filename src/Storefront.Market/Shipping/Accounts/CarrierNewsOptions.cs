namespace Storefront.Shipping;

/// <summary>How long carriers' messages are kept as they came.</summary>
public sealed class CarrierNewsOptions
{
    /// <summary>Days from arrival. Buyers' banks take claims for up to 120 days from delivery, in single cases 540 from payment (Visa and Mastercard, general knowledge), and returns and customs ask within the year; the scans that
    /// a message told stay with their parcels in any case.</summary>
    public int KeepDays { get; set; } = 400;

    /// <exception cref="SettingsException">Less than a month: a carrier may still tell the same again.</exception>
    public void Check()
    {
        if (KeepDays < 30) throw new SettingsException("Carriers:News:KeepDays must be 30 or more.");
    }
}
