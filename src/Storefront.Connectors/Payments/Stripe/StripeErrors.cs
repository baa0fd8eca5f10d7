using Stripe;

namespace Storefront.Connectors.Payments.Stripe;

/// <summary>Reads Stripe's errors. The lists of codes are open: one that we do not know is passed on as it came.</summary>
internal static class StripeErrors
{
    /// <summary>Payments keep a failure code of this length.</summary>
    public const int LongestCode = 80;

    /// <summary>Why a call was refused: Stripe's code, or the kind of error when it gives none; null when the answer was no error of Stripe.</summary>
    public static string? CodeOf(StripeError? error) => error switch
    {
        null => null,
        { Type: "idempotency_error" } => "idempotency_error",
        { Code: { Length: > 0 } code } => Short(code),
        { Type: { Length: > 0 } type } => Short(type),
        _ => null,
    };

    /// <summary>Why a buyer's payment failed: the bank's reason where there is one.</summary>
    public static string? DeclineOf(StripeError? error) => error?.DeclineCode is { Length: > 0 } declined ? Short(declined) : CodeOf(error);

    private static string Short(string code) => code.Length <= LongestCode ? code : code[..LongestCode];
}
