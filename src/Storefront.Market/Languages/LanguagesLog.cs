using Microsoft.Extensions.Logging;

namespace Storefront.Languages;

internal static partial class LanguagesLog
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "Message {Key} is missing or was given wrong values.")]
    public static partial void MessageFault(ILogger logger, string key);
}
