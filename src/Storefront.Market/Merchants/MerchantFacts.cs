using Storefront.Shipping;

namespace Storefront.Merchants;

internal static class MerchantFacts
{
    public const int LongestHandlingDays = 30;
    public const int MostRegistrations = 20;
    public const int MostReturnAddresses = 20;
    public const int LongestReturnDays = 365;

    public static Refusal? WhatIsMissing(MerchantProfile profile)
    {
        if (!Fits(profile.Name, 2, 120)) return MerchantRefusals.Missing("name");
        if (!Fits(profile.Registration, 2, 120)) return MerchantRefusals.Missing("registration");
        if (!Fits(profile.Email, 3, 256) || !profile.Email.Contains('@', StringComparison.Ordinal)) return MerchantRefusals.Missing("email");
        if (!Fits(profile.Address.Street, 1, 100)) return MerchantRefusals.Missing("street");
        if (profile.HandlingDays is < 0 or > LongestHandlingDays) return MerchantRefusals.Missing("handlingDays");
        if (profile.Registrations.Count > MostRegistrations) return MerchantRefusals.TooManyRegistrations(MostRegistrations);
        if (profile.ReturnDays is < 1 or > LongestReturnDays) return MerchantRefusals.ReturnDaysOutOfRange(LongestReturnDays);
        if (profile.ReturnAddresses.DistinctBy(a => a.Country).Count() < profile.ReturnAddresses.Count) return MerchantRefusals.OneReturnAddress;
        if (profile.ReturnAddresses.Count > MostReturnAddresses || profile.ReturnAddresses.Any(a => !Fits(a.Name, 1, PostalAddress.LongestPart) || !Fits(a.Street, 1, PostalAddress.LongestPart))) return MerchantRefusals.Missing("returnAddresses");
        foreach (var registration in profile.Registrations)
        {
            if (TaxNumberRules.Of(registration) is null) return MerchantRefusals.RegistrationWrong(registration.Number);
        }

        return null;
    }

    private static bool Fits(string? text, int least, int most) => text is not null && text.Trim().Length >= least && text.Length <= most;
}
