using System.Collections.Concurrent;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Storefront.Connectors.Payments.Stripe;
using Storefront.Payments;
using Storefront.Testing;

namespace Storefront.Connectors.Tests.Payments.Stripe;

/// <summary>Our client as the app builds it, speaking to a server on loopback, with everything that is logged kept.</summary>
public sealed class StripeDesk : IAsyncDisposable
{
    public const string SecretKey = "sk_test_51secretOfTheHouse";
    public const string WebhookSecret = "whsec_ofTheHouse";

    private readonly ServiceProvider services;

    internal StripeDesk(Action<StripeSettings>? change = null)
    {
        Server.Usual = World.Answer;
        Server.Applies = r => r.Method == "POST";
        Settings = new StripeSettings { SecretKey = SecretKey, WebhookSecret = WebhookSecret, ApiBase = Base(Server), FilesBase = Base(Server) };
        change?.Invoke(Settings);
        services = new ServiceCollection().AddLogging(l => l.SetMinimumLevel(LogLevel.Trace).AddProvider(Log)).AddSingleton<TimeProvider>(Clock).AddStripe(Settings).BuildServiceProvider();
    }

    public ScriptedServer Server { get; } = new();

    public StripeWorld World { get; } = new();

    public HastyClock Clock { get; } = new();

    public LogKept Log { get; } = new();

    internal StripeSettings Settings { get; }

    public IPaymentProvider Payments => Of<IPaymentProvider>();

    public IEnumerable<AskedRequest> Posts => Server.Asked.Where(r => r.Method == "POST");

    public T Of<T>()
        where T : notnull => services.GetRequiredService<T>();

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        await Server.DisposeAsync();
    }

    private static string Base(ScriptedServer server) => server.Address.ToString().TrimEnd('/');

    public static PaymentToOpen Payment(string amount = "25.00", string currency = "EUR", string key = "pay-1", string language = "fr", string? to = "FR") => new(
        key, new PaymentId(new Guid("0f8fad5b-d9cb-469f-a165-70867728950e")), "SF-10023", Money.TryParse(amount, new Currency(currency), out var money) ? money : throw new ArgumentException(amount), "camille@example.test",
        language, "https://shop.test/fr/checkout/return/1", new DateTime(2026, 11, 29, 10, 30, 0, DateTimeKind.Utc), to is null ? null : new Country(to),
        new DateTime(2026, 11, 29, 10, 0, 0, DateTimeKind.Utc));

    /// <summary>A payment that the buyer has made.</summary>
    public async Task<string> PaidAsync(string key = "pay-paid")
    {
        var opened = await Payments.OpenAsync(Payment(key: key), default);
        World.Pay(opened.Reference);
        return opened.Reference;
    }
}

/// <summary>Everything that is logged, with the exceptions, as one text.</summary>
public sealed class LogKept : ILoggerProvider
{
    private readonly ConcurrentQueue<(LogLevel Level, string Line)> lines = new();

    public IEnumerable<(LogLevel Level, string Line)> Lines => lines;

    public string Text => new StringBuilder().AppendJoin('\n', lines.Select(l => l.Line)).ToString();

    public ILogger CreateLogger(string categoryName) => new Keeper(lines);

    public void Dispose()
    {
    }

    private sealed class Keeper(ConcurrentQueue<(LogLevel, string)> lines) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => lines.Enqueue((logLevel, $"{formatter(state, exception)} {exception}"));
    }
}
