namespace Storefront.FaultRunner;

/// <summary>What people and workers do about one thing, each step taken by looking at what is there.</summary>
internal interface IPath
{
    /// <summary>What the app's workers do by themselves.</summary>
    Task WorkAsync();

    Task WalkAsync();
}
