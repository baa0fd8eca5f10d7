namespace Storefront.Shipping;

/// <summary>Buys the carriage of a parcel. Each purchase carries a reference of ours that was written down before the call.</summary>
public interface IBuyLabels
{
    /// <summary>Buys, or gives the label that was bought under the same reference before.</summary>
    /// <returns>A refusal when the carrier says no, which is certain: nothing was bought.</returns>
    /// <exception cref="CarrierOutcomeUnknownException">No answer came back. The label may exist: ask <see cref="FindAsync"/> before anything else.</exception>
    Task<Outcome<BoughtLabel>> BuyAsync(LabelRequest request, CancellationToken cancel = default);

    /// <summary>The label that was bought under our reference, voided or not; null when the carrier says there is none.</summary>
    /// <param name="purchase">As much of it as is known here; at first our reference and the service.</param>
    /// <exception cref="CarrierOutcomeUnknownException">No answer came back, or the carrier cannot be asked by a reference of ours: it is still not known.</exception>
    Task<BoughtLabel?> FindAsync(LabelHandle purchase, CancellationToken cancel = default);
}
