namespace Storefront.Shipping;

/// <summary>A carrier that can be asked whether it knows us, without effect.</summary>
public interface ITestCredentials
{
    /// <summary>Makes a harmless call with the credentials of one ability.</summary>
    /// <returns><see cref="CarrierRefusals.CredentialsRefused"/> when the carrier does not take them; <see cref="CarrierRefusals.Silent"/> when it does not answer.</returns>
    Task<Outcome<Done>> TestAsync(CarrierAbility ability, CancellationToken cancel = default);
}
