namespace Storefront.Shipping;

/// <summary>A carrier that tells us by itself where parcels are, by calling an address of ours.</summary>
public interface IPushNews
{
    /// <summary>Judges what came in and reads it. Nothing is believed before the carrier's mark on the very bytes was checked, in constant time.</summary>
    /// <returns>A refusal when the mark is missing, wrong or too old, or nothing can be read.</returns>
    Outcome<CarrierNews> Read(PushedMessage message);
}

/// <summary>One call to our address, as it came.</summary>
/// <param name="Headers">By their names in lower case.</param>
/// <param name="Body">The raw bytes, over which the mark was made.</param>
public sealed record PushedMessage(IReadOnlyDictionary<string, string> Headers, ReadOnlyMemory<byte> Body, DateTime AtUtc);

/// <summary>What a carrier told.</summary>
/// <param name="Id">Tells two messages apart: the same again is the same message.</param>
/// <param name="Reply">What the carrier wants to hear, sent with <paramref name="ReplyType"/> as soon as the message is stored.</param>
public sealed record CarrierNews(string Id, IReadOnlyList<ParcelNews> Parcels, string Reply, string ReplyType);

/// <param name="TrackingNumber">As in the bar code; null when the carrier names the parcel by <paramref name="Reference"/> alone.</param>
/// <param name="Reference">Ours, or the carrier's own name of the shipment.</param>
public sealed record ParcelNews(string? TrackingNumber, string? Reference, IReadOnlyList<TrackingEvent> Events);
