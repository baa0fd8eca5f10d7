using System.Globalization;
using Storefront.Connectors.Carriers.Wire;
using Storefront.Shipping;

namespace Storefront.Connectors.Carriers.YtoExpress;

/// <summary>The platform's generation before: only its question for a parcel's way, asked where the new one says no, by merchants who still have its keys.</summary>
/// <remarks>Source: public clients of <c>waybill_query</c>, read 2026-11-30. To be confirmed with the carrier: that the host of today answers it over an encrypted connection, and what it says to a number that it does not know.
/// Its scans have times and sentences and no codes that are known, so they tell that a parcel is on its way. Its list price is not asked: what it answers is not described.</remarks>
internal static class YtoOlder
{
    public const string PathId = "older-path-id";

    public const string UserId = "older-user-id";

    public const string AppKey = "older-app-key";

    public const string Secret = "older-secret";

    public static IReadOnlyList<CredentialField> Fields { get; } =
    [
        new(PathId, "Older interface: id in its address", CarrierAbility.Track) { IsOptional = true, Hint = "The last part of .../service/waybill_query/v1/...; only where track_query_adapter is not opened yet" },
        new(UserId, "Older interface: user_id", CarrierAbility.Track) { IsOptional = true },
        new(AppKey, "Older interface: app_key", CarrierAbility.Track) { IsOptional = true },
        new(Secret, "Older interface: Secret_Key", CarrierAbility.Track) { IsSecret = true, IsOptional = true },
    ];

    /// <summary>The question for a parcel's way; null where the merchant has not all of its keys.</summary>
    public static CarrierCall? Track(string number, CarrierCredentials credentials, YtoSettings settings, DateTimeOffset now)
    {
        if (Key(credentials, PathId) is not { } path || Key(credentials, UserId) is not { } user || Key(credentials, AppKey) is not { } app || Key(credentials, Secret) is not { } secret) return null;
        (string Name, string Value)[] fields =
        [
            ("app_key", app), ("format", "JSON"), ("method", "yto.Marketing.WaybillTrace"), ("timestamp", now.ToOffset(ZonedTime.China).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)), ("user_id", user), ("v", "1.01"),
        ];
        var host = credentials.IsTest ? settings.OlderTest : settings.OlderLive;
        return CarrierCall.Form(new Uri(host, $"service/waybill_query/v1/{Uri.EscapeDataString(path)}"), [("sign", YtoSignature.Older(secret, fields)), .. fields, ("param", CarrierJson.Write(new[] { new YtoOlderNumber(number) }))]) with { Name = "waybill_query", MayRepeat = true };
    }

    private static string? Key(CarrierCredentials credentials, string key) => credentials.Find(key) is { Length: > 0 } given ? given : null;
}
