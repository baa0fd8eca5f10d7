namespace Storefront.Shipping;

/// <summary>Is told which parcels it gets, as with a manifest or a collection list.</summary>
public interface ITakeHandOvers
{
    /// <summary>Notes that the parcels went out of our hands at <paramref name="atUtc"/>; telling it again changes nothing.</summary>
    /// <returns>A refusal when a number is unknown to the carrier or its label was voided; then none is noted.</returns>
    Task<Outcome<Done>> HandOverAsync(IReadOnlyList<string> trackingNumbers, DateTime atUtc, CancellationToken cancel = default);
}
