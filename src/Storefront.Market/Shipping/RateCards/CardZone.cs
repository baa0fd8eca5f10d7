namespace Storefront.Shipping;

/// <summary>Places that cost the same, with their prices by weight.</summary>
/// <param name="DaysMin">Calendar days from hand-over to delivery, at best.</param>
/// <param name="Steps">Lightest first.</param>
public sealed record CardZone(string Name, IReadOnlyList<CardPlace> Places, int DaysMin, int DaysMax, IReadOnlyList<CardStep> Steps);

/// <param name="UpTo">The heaviest chargeable weight of the step, inclusive.</param>
/// <param name="Minor">Price in minor units of the card's currency.</param>
public sealed record CardStep(Weight UpTo, long Minor);
