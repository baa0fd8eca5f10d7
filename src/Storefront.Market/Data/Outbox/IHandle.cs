namespace Storefront.Data.Outbox;

/// <summary>Does what follows from a message. It may be called twice for one message and must then change nothing the second time.</summary>
public interface IHandle<in T>
    where T : notnull
{
    Task HandleAsync(T message, CancellationToken cancel);
}
