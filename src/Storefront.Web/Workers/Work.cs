namespace Storefront.Web.Workers;

/// <summary>The loop of every worker: a fault is logged and waited out, never the end of the worker.</summary>
internal static partial class Work
{
    private static readonly TimeSpan AfterFault = TimeSpan.FromSeconds(5);

    public static async Task LoopAsync(Func<CancellationToken, Task> once, TimeSpan pause, string name, ILogger log, CancellationToken stopping)
    {
        // The host starts its workers one after another; none may keep it from starting the next.
        await Task.Yield();
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                await once(stopping);
                if (pause > TimeSpan.Zero) await Task.Delay(pause, stopping);
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                Failed(log, name, e);
                await Task.Delay(AfterFault, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Worker} met a fault and goes on")]
    private static partial void Failed(ILogger log, string worker, Exception fault);
}
