using Microsoft.Extensions.Logging;

namespace Storefront.Connectors.Payments.Stripe;

/// <summary>Paths, codes and Stripe's request ids: with those a person finds the call in Stripe's own log. Never keys, parameters or messages.</summary>
internal static partial class StripeLog
{
    [LoggerMessage(Level = LogLevel.Information, Message = "Stripe answered {Status} to {Method} {Path} ({Request}); it is asked again")]
    public static partial void AskedAgain(ILogger log, int status, string method, string path, string? request);

    [LoggerMessage(Level = LogLevel.Information, Message = "Stripe gave no answer to {Method} {Path} ({Fault}); it is asked again")]
    public static partial void Unanswered(ILogger log, string method, string path, string fault);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Stripe refused {What}: {Status} {Code} ({Request})")]
    public static partial void Refused(ILogger log, string what, int status, string code, string? request);

    [LoggerMessage(Level = LogLevel.Warning, Message = "What became of {What} at Stripe is not known: {Status} ({Request})")]
    public static partial void Unknown(ILogger log, string what, int status, string? request);

    [LoggerMessage(Level = LogLevel.Error, Message = "Stripe does not accept our key for {What}: {Status} ({Request}). No payment works until it does")]
    public static partial void ShutOut(ILogger log, string what, int status, string? request);

    [LoggerMessage(Level = LogLevel.Error, Message = "The key of {What} was sent to Stripe again with other parameters; it waits, and a person must look")]
    public static partial void KeyUsedOtherwise(ILogger log, string what);
}
