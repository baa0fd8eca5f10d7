using System.Text.Json;
using Storefront.Data.Conventions;

namespace Storefront.Data.Outbox;

public static class OutboxExtensions
{
    /// <summary>Writes the message beside the change that it tells of; the caller's one <c>SaveChanges</c> commits both.</summary>
    /// <param name="dueAtUtc">When it is to be handled; null for at once.</param>
    /// <returns>The message's id.</returns>
    public static Guid Tell<T>(this MarketDb db, T message, DateTime nowUtc, DateTime? dueAtUtc = null)
        where T : notnull
    {
        var told = OutboxMessage.Of(typeof(T).Name, JsonSerializer.Serialize(message, JsonColumn.Options), nowUtc, dueAtUtc ?? nowUtc);
        db.Outbox.Add(told);
        return told.Id;
    }
}
