using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;
using Storefront.Accounts;

namespace Storefront.Web.Account;

public sealed class AccountOptions
{
    /// <summary>Forms of these pages that one network address may post in a minute.</summary>
    public int PostsPerMinute { get; set; } = 60;

    /// <summary>Attempts that may be made in a quarter of an hour for one mail address, or from one known browser.</summary>
    public int AttemptsPerAccount { get; set; } = 20;

    /// <summary>Letters that one mail address may be sent in an hour because somebody asked.</summary>
    public int LettersPerHour { get; set; } = 5;
}

/// <summary>Slows down guessing. The counts are this node's own; what must hold across nodes, the rest of an account after many wrong passwords,
/// is kept in the database.</summary>
public sealed class AccountLimits(IOptions<AccountOptions> options) : IDisposable
{
    /// <summary>The policy of the pages, by network address.</summary>
    public const string Pages = "account";

    public static readonly TimeSpan AttemptsWindow = TimeSpan.FromMinutes(15);
    public static readonly TimeSpan LettersWindow = TimeSpan.FromHours(1);

    private readonly PartitionedRateLimiter<string> attempts = ByKey(options.Value.AttemptsPerAccount, AttemptsWindow);
    private readonly PartitionedRateLimiter<string> letters = ByKey(options.Value.LettersPerHour, LettersWindow);

    /// <summary>Null when one more attempt may be made. What is typed counts, whether or not it has an account.</summary>
    public Refusal? Attempt(string? key) => Take(attempts, key, AttemptsWindow);

    /// <summary>Null when one more letter may go to the address.</summary>
    public Refusal? Letter(string? email) => Take(letters, email, LettersWindow);

    public void Dispose()
    {
        attempts.Dispose();
        letters.Dispose();
    }

    /// <summary>Posts alone are counted; reading a form is free.</summary>
    public static RateLimitPartition<string> ByNetworkAddress(HttpContext context)
    {
        if (!HttpMethods.IsPost(context.Request.Method)) return RateLimitPartition.GetNoLimiter("");
        var most = context.RequestServices.GetRequiredService<IOptions<AccountOptions>>().Value.PostsPerMinute;
        return RateLimitPartition.GetSlidingWindowLimiter(Network(context.Connection.RemoteIpAddress), _ => new SlidingWindowRateLimiterOptions
        {
            PermitLimit = most, Window = TimeSpan.FromMinutes(1), SegmentsPerWindow = 6, QueueLimit = 0,
        });
    }

    public static ValueTask Reject(OnRejectedContext context, CancellationToken cancel)
    {
        var wait = context.Lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after : TimeSpan.FromMinutes(1);
        context.HttpContext.Response.Headers.RetryAfter = Math.Max(1, (int)wait.TotalSeconds).ToString(System.Globalization.CultureInfo.InvariantCulture);
        return ValueTask.CompletedTask;
    }

    /// <summary>An IPv6 network counts as one address: whoever has one address of it has them all.</summary>
    public static string Network(IPAddress? address)
    {
        if (address is null) return "none";
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        return address.AddressFamily == AddressFamily.InterNetworkV6 ? Convert.ToHexString(address.GetAddressBytes().AsSpan(0, 8)) : address.ToString();
    }

    private static PartitionedRateLimiter<string> ByKey(int most, TimeSpan window) => PartitionedRateLimiter.Create<string, string>(
        key => RateLimitPartition.GetFixedWindowLimiter(key, _ => new FixedWindowRateLimiterOptions { PermitLimit = most, Window = window, QueueLimit = 0 }));

    private static Refusal? Take(PartitionedRateLimiter<string> limiter, string? key, TimeSpan window)
    {
        using var lease = limiter.AttemptAcquire(EmailAddress.TryTidy(key, out var email) ? EmailAddress.Key(email) : key ?? "");
        return lease.IsAcquired ? null : AccountRefusals.TooManyAttempts((int)window.TotalMinutes);
    }
}
