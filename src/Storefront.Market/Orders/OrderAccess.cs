using System.Security.Cryptography;
using System.Text;

namespace Storefront.Orders;

/// <summary>What a buyer shows to reach an order: the account that placed it, or the secret of the guest's link.</summary>
public readonly record struct OrderAccess(UserId? User, string? Key)
{
    public bool Opens(Order order) =>
        (User is { } user && order.User == user)
        || (Key is { Length: > 0 } key && CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(key), Encoding.ASCII.GetBytes(order.AccessKey)));
}
