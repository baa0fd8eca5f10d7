using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Storefront.Payments;

namespace Storefront.Connectors.Payments.Stripe;

public static class StripeRegistration
{
    /// <summary>Adds Stripe when it is configured. It comes before the sandbox, so that new payments go to it.</summary>
    /// <param name="payments">The section <c>Payments</c>.</param>
    /// <param name="publicUrl">The site's own address.</param>
    /// <param name="demoMarket">Whether the demo market is to be made.</param>
    /// <exception cref="SettingsException">The settings are half given or not safe together.</exception>
    public static IServiceCollection AddStripe(this IServiceCollection services, IConfiguration payments, string publicUrl, bool demoMarket)
    {
        var settings = new StripeSettings();
        payments.GetSection("Stripe").Bind(settings);
        if (!settings.IsConfigured) return services;
        if (settings.Fault(publicUrl, demoMarket, payments.GetValue("OpenFor", TimeSpan.Zero)) is { } fault) throw new SettingsException(fault);
        return services.AddStripe(settings);
    }

    internal static IServiceCollection AddStripe(this IServiceCollection services, StripeSettings settings) => services
        .AddSingleton(settings)
        .AddSingleton(s => new StripeWire(StripeWire.Client(), settings, s.GetRequiredService<TimeProvider>(), s.GetRequiredService<ILogger<StripeWire>>()))
        .AddSingleton<StripeCalls>()
        .AddSingleton<StripeWebhooks>()
        .AddSingleton<IPaymentProvider, StripePayments>()
        .AddSingleton<ITransferFunds, StripeTransfers>()
        .AddSingleton<IOnboardPayees, StripePayees>()
        .AddSingleton<IPayOut, StripePayouts>()
        .AddSingleton<IContestChargebacks, StripeChargebacks>()
        .AddSingleton<IListProviderNews, StripeNews>()
        .AddSingleton<IListProviderObjects, StripeObjects>();
}
