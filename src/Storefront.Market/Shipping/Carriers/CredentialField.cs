namespace Storefront.Shipping;

/// <summary>One thing that a carrier wants to know of its customer.</summary>
/// <param name="Key">Stable, for example <c>client-secret</c>.</param>
/// <param name="Label">As the carrier's own portal calls it.</param>
/// <param name="For">The abilities that need it; empty when all do. Some carriers give each interface keys of its own.</param>
public sealed record CredentialField(string Key, string Label, params IReadOnlyList<CarrierAbility> For)
{
    /// <summary>Never shown again once it was given.</summary>
    public bool IsSecret { get; init; }

    /// <summary>The abilities work without it.</summary>
    public bool IsOptional { get; init; }

    /// <summary>Where the merchant finds it, or what it looks like; or null.</summary>
    public string? Hint { get; init; }

    /// <summary>The only values that it may have; empty when it is free text.</summary>
    public IReadOnlyList<string> Choices { get; init; } = [];
}
