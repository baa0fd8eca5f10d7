using Microsoft.Extensions.Logging;

namespace Storefront.Payments;

/// <summary>A provider answers a key that met a failure with the same failure for as long as the key lives. When it then knows of nothing that the key made, and still of nothing
/// after a stated wait in which nothing was sent, the same operation is asked for under another key: so many times as its generation says. What was made carries the operation's own key whichever
/// generation made it, so that it is found, and a later generation is looked up before it is sent.</summary>
public static class ProviderKeys
{
    /// <summary>Far longer than any call that is still under way there: what is not found so long after the last was sent was not made. A failure that may pass, such as one from in front of the
    /// provider, is asked again under the same key for as long before.</summary>
    public static readonly TimeSpan Wait = TimeSpan.FromMinutes(10);

    /// <summary>The key that is sent, of an operation's own key.</summary>
    public static string At(string key, int generation) => generation == 0 ? key : $"{key}~{generation}";

    /// <summary>Makes a call under the present key. One that failed is sent no more, and replaced when its wait is over, which is committed before the next is sent.</summary>
    /// <param name="key">As it was read.</param>
    /// <param name="name">The operation's own key.</param>
    /// <param name="call">Is given the generation.</param>
    /// <param name="write">Changes what is written down, by the rule that it is given, and tells what is written down now. Called only after a failure.</param>
    /// <exception cref="ProviderOutcomeUnknownException">As the call's; or nothing was sent, because the key failed and its wait is not over.</exception>
    public static async Task<T> AskAsync<T>(KeyState key, string name, Func<int, Task<T>> call, Func<Func<KeyState, KeyState>, Task<KeyState>> write, TimeProvider clock, ILogger log)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        if (key.IsOver(now))
        {
            var asked = key.Generation;
            key = await write(k => k.Generation == asked && k.IsOver(now) ? k.Next() : k);
            if (key.Generation == asked) throw new ProviderOutcomeUnknownException($"{name} was changed by somebody else; it is looked at again.");
            ProviderKeyLog.Renewed(log, name, key.Generation);
        }

        if (!key.MaySend(now)) throw new ProviderOutcomeUnknownException($"The key of {name} failed, and it is asked under a new one after {key.FailedAtUtc + Wait:u}.");
        try
        {
            return await call(key.Generation);
        }
        catch (ProviderOutcomeUnknownException e) when (e.MadeNothing)
        {
            await write(k => k.Generation == key.Generation ? k.Failed(e.Repeats, clock.GetUtcNow().UtcDateTime) : k);
            if (key.FailedAtUtc is null) ProviderKeyLog.Failed(log, name, key.Generation, e.Message);
            throw;
        }
    }
}

public static partial class ProviderKeyLog
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "The provider answered {Key} (generation {Generation}) with a failure and knows of nothing that it made: {Cause}")]
    public static partial void Failed(ILogger log, string key, int generation, string cause);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The provider went on answering {Key} with a failure and knows of nothing that it made; it is asked under a new key (generation {Generation})")]
    public static partial void Renewed(ILogger log, string key, int generation);
}
