using System.Security.Cryptography;
using System.Text.Json;
using Storefront.Shipping;

namespace Storefront.Orders;

/// <summary>Names a purchase by all that a carrier is told of it, so that a repetition which would say anything else is not made. Nothing can be read out of it.</summary>
internal static class PurchaseMark
{
    public static string Of(LabelRequest request) => Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(request with { Rate = Bare(request.Rate.CarrierKey, request.Rate.ServiceKey) })));

    /// <summary>The service alone, which is all of an offer that carriers without prices are told.</summary>
    public static CarrierRate Bare(string carrier, string service) => new()
    {
        CarrierKey = carrier, ServiceKey = service, ServiceName = "", Price = Money.Zero(Currency.Eur), DaysMin = 0, DaysMax = 0, ChargeableWeight = default, ExpiresAtUtc = default,
    };
}
