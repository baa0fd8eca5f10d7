namespace Storefront.Web.Shop;

/// <summary>A station of a parcel's route.</summary>
/// <param name="Name">Where, or what happens there.</param>
/// <param name="When">The day or days, in words, or null.</param>
/// <param name="IsCustoms">A border post, drawn as such.</param>
/// <param name="LeavesCountry">The way to the next station goes over the border, drawn broken.</param>
public sealed record RouteStop(string Name, string? When, RouteProgress Progress = RouteProgress.Ahead, bool IsCustoms = false, bool LeavesCountry = false)
{
    internal string Class => string.Join(' ', new[]
    {
        Progress switch { RouteProgress.Ahead => null, RouteProgress.Now => "done now", RouteProgress.Done => "done" },
        IsCustoms ? "customs" : null,
        LeavesCountry ? "over" : null,
    }.OfType<string>());
}

public enum RouteProgress
{
    Ahead,
    Now,
    Done,
}
