namespace Storefront.Payments;

/// <summary>A call ended without an answer that tells what happened, or could not be made at all: ask again with the same key.</summary>
public sealed class ProviderOutcomeUnknownException(string message, Exception? cause = null) : Exception(message, cause)
{
    /// <summary>The provider itself answered that it failed; false when it said nothing.</summary>
    public bool IsAnswered { get; init; }

    /// <summary>It answered that it failed, and when it was then asked for what the key made it knew of nothing: the key may repeat the failure as long as it lives (<see cref="ProviderKeys"/>).</summary>
    public bool MadeNothing { get; init; }

    /// <summary>Of <see cref="MadeNothing"/>: it says that it repeats what the key met before. Without that the failure may have come from in front of it, and the same key may still make something.</summary>
    public bool Repeats { get; init; }
}

/// <summary>The provider, or its rules that we know, refused a call for good: it had no effect, and the same call will be refused again.</summary>
/// <param name="code">From the provider's published list of codes.</param>
public sealed class ProviderRefusedException(string code, string message, Exception? cause = null) : Exception(message, cause)
{
    public string Code { get; } = code;
}
