using Microsoft.Extensions.DependencyInjection;
using Storefront.Catalog;
using Storefront.Customs.Classification;
using Storefront.Customs.Readiness;
using Storefront.Data.Outbox;

namespace Storefront.Customs;

public static class CustomsRegistration
{
    public static IServiceCollection AddCustoms(this IServiceCollection services) => services
        .AddSingleton(DestinationRules.BuiltIn)
        .AddSingleton<ITellDestinations>(provider => ActivatorUtilities.CreateInstance<TellDestinations>(provider, provider.GetRequiredService<LandedCostTables>().Tariffs))
        .AddSingleton(provider => new CurrentDuties(provider.GetRequiredService<LandedCostTables>().Duties))
        .AddSingleton<FollowDuties>()
        .AddScoped<SetAdditionalDuty>()
        .AddSingleton(provider => new CurrentClearanceFees(provider.GetRequiredService<LandedCostTables>().Fees))
        .AddSingleton<FollowClearanceFees>()
        .AddScoped<SetClearanceFee>()
        .AddSingleton<CurrentLicences>()
        .AddSingleton<FollowLicences>()
        .AddScoped<AskForLicence>()
        .AddScoped<JudgeLicence>()
        .AddScoped<TurnLicences>()
        .AddScoped<LicenceFile>()
        .AddHandler<LicencesTurned, LicencesTurnedHandler>()
        .AddSingleton<NationalTables>()
        .AddScoped<FindHsCodes>()
        .AddScoped<ImportTariff>()
        .AddScoped(provider => ActivatorUtilities.CreateInstance<ReadReadiness>(provider, provider.GetRequiredService<LandedCostTables>().Tariffs));
}
