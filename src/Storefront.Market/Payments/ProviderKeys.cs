using Microsoft.Extensions.Logging;

namespace Storefront.Payments;

/// <summary>A provider answers a key that met a failure with the same failure for as long as the key lives. When it then knows of nothing that the key made, and still of nothing
/// after a stated wait, the same operation is asked for under another key: so many times as its generation says. What was made carries the operation's own key whichever generation
/// made it, so that it is found, and a later generation is looked up before it is sent.</summary>
public static class ProviderKeys
{
    /// <summary>Far longer than any call that is still under way there: after it, what is not found was not made.</summary>
    public static readonly TimeSpan Wait = TimeSpan.FromMinutes(10);

    /// <summary>The key that is sent, of an operation's own key.</summary>
    public static string At(string key, int generation) => generation == 0 ? key : $"{key}~{generation}";

    /// <summary>The key answered with a failure and made nothing: since when it does, or, when the wait is over, the next generation.</summary>
    public static (int Generation, DateTime? FailedAtUtc) Failed(int generation, DateTime? failedAtUtc, DateTime nowUtc) =>
        failedAtUtc is not { } since ? (generation, nowUtc) : nowUtc < since + Wait ? (generation, since) : (generation + 1, null);
}

public static partial class ProviderKeyLog
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "The provider went on answering {Key} with a failure and knows of nothing that it made; it is asked under a new key (generation {Generation}): {Cause}")]
    public static partial void Renewed(ILogger log, string key, int generation, string cause);
}
