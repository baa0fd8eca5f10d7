namespace Storefront.Shipping;

/// <summary>Makes of a secret a text that only this installation can read, and back.</summary>
public interface IKeepSecrets
{
    string Protect(string secret);

    /// <summary>Null when the keys with which it was protected are gone: the secret has to be given anew.</summary>
    string? Reveal(string kept);
}
