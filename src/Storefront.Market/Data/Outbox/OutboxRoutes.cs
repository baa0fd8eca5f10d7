using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Storefront.Data.Conventions;

namespace Storefront.Data.Outbox;

/// <summary>Which handler takes which kind of message.</summary>
public sealed class OutboxRoutes(IEnumerable<OutboxRoute> routes)
{
    private readonly ILookup<string, OutboxRoute> byKind = routes.ToLookup(r => r.Kind, StringComparer.Ordinal);

    /// <exception cref="InvalidOperationException">Nobody handles the kind: a deployment fault, and the message stays.</exception>
    internal async Task HandleAsync(OutboxMessage message, IServiceProvider services, CancellationToken cancel)
    {
        if (!byKind.Contains(message.Kind)) throw new InvalidOperationException($"Nobody handles {message.Kind}.");
        foreach (var route in byKind[message.Kind]) await route.Handle(services, message.Body, cancel);
    }
}

public sealed record OutboxRoute(string Kind, Func<IServiceProvider, string, CancellationToken, Task> Handle);

public static class OutboxRegistration
{
    /// <summary>Has every message of type <typeparamref name="TMessage"/> handled by <typeparamref name="THandler"/>.</summary>
    public static IServiceCollection AddHandler<TMessage, THandler>(this IServiceCollection services)
        where TMessage : notnull
        where THandler : class, IHandle<TMessage>
    {
        services.AddScoped<THandler>();
        return services.AddSingleton(new OutboxRoute(typeof(TMessage).Name, (scope, body, cancel) =>
            scope.GetRequiredService<THandler>().HandleAsync(JsonSerializer.Deserialize<TMessage>(body, JsonColumn.Options)!, cancel)));
    }
}
