using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Storefront.Payments;

namespace Storefront.Connectors.Payments.Sandbox;

public static class SandboxPaymentRegistration
{
    public static IServiceCollection AddSandboxPayments(this IServiceCollection services, IConfiguration section)
    {
        var settings = new SandboxPaymentSettings();
        section.Bind(settings);
        services.AddHttpClient(SandboxWebhooks.HttpClientName, client => client.Timeout = TimeSpan.FromSeconds(10));
        return services
            .AddSingleton(settings)
            .AddSingleton<SandboxPaymentScript>()
            .AddSingleton<SandboxGateway>()
            .AddSingleton<SandboxBank>()
            .AddSingleton<IOnboardPayees, SandboxPayees>()
            .AddSingleton<IPayOut, SandboxPayouts>()
            .AddSingleton<ITransferFunds, SandboxTransfers>()
            .AddSingleton<IContestChargebacks, SandboxChargebacks>()
            .AddSingleton<SandboxLists>()
            .AddSingleton<IListProviderNews>(s => s.GetRequiredService<SandboxLists>())
            .AddSingleton<IListProviderObjects>(s => s.GetRequiredService<SandboxLists>())
            .AddSingleton<SandboxWebhooks>()
            .AddHostedService(provider => provider.GetRequiredService<SandboxWebhooks>())
            .AddSingleton<IPaymentProvider, SandboxPaymentProvider>();
    }
}
