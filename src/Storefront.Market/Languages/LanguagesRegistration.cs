using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Storefront.Languages;

public static class LanguagesRegistration
{
    /// <param name="strict">True in development and tests: a missing key throws.</param>
    public static IServiceCollection AddLanguages(this IServiceCollection services, bool strict) =>
        services.AddSingleton(s => new Messages(strict, s.GetService<ILogger<Messages>>()));
}
