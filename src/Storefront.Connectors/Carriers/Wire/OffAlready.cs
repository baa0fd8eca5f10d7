using Storefront.Shipping;

namespace Storefront.Connectors.Carriers.Wire;

/// <summary>Calling off what is off already is as it should be, and some carriers refuse it like anything else. They publish no code for it: their words decide.</summary>
/// <remarks>General knowledge, to be confirmed with each carrier. A refusal in other words stays one, and the person reads it.</remarks>
internal static class OffAlready
{
    private static readonly string[] Words = ["already cancel", "already been cancel"];

    public static bool Says(Refusal refusal)
    {
        var said = refusal.Arguments.GetValueOrDefault("reason")?.ToString()?.Replace('.', ' ').Replace('_', ' ') ?? "";
        return Words.Any(w => said.Contains(w, StringComparison.OrdinalIgnoreCase));
    }
}
