using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;
using Storefront.Shipping;

namespace Storefront.Connectors.Secrets;

/// <summary>Secrets under the host's data protection: authenticated encryption with keys that rotate, shared by all nodes.</summary>
internal sealed class ProtectedSecrets(IDataProtectionProvider protection) : IKeepSecrets
{
    private readonly IDataProtector protector = protection.CreateProtector("storefront.carrier-credentials");

    public string Protect(string secret) => protector.Protect(secret);

    public string? Reveal(string kept)
    {
        try
        {
            return protector.Unprotect(kept);
        }
        catch (CryptographicException)
        {
            // The key is gone, or somebody changed the text: either way it has to be given anew.
            return null;
        }
    }
}

public static class SecretsRegistration
{
    /// <summary>Needs data protection to be added.</summary>
    public static IServiceCollection AddSecrets(this IServiceCollection services) => services.AddSingleton<IKeepSecrets, ProtectedSecrets>();
}
