using System.Data.Common;
using System.Net.Sockets;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Data.Sqlite;
using Storefront.Web.Shop;

namespace Storefront.Web.Hosting;

/// <summary>While the order database is away, basket, checkout and what is only for who is signed in say politely that nothing can be sold just now;
/// browsing goes on.</summary>
public sealed partial class SellingFaults(RequestDelegate next, ILogger<SellingFaults> log)
{
    private const int SecondsToWait = 60;

    /// <summary>SQLITE_CONSTRAINT: a fault of ours, not of the database's being away.</summary>
    private const int BrokenConstraint = 19;

    public async Task InvokeAsync(HttpContext context)
    {
        if (!Guards(context.GetEndpoint()))
        {
            await next(context);
            return;
        }

        try
        {
            await next(context);
        }
        catch (Exception e) when (IsAway(e) && !context.Response.HasStarted)
        {
            CannotSell(log, context.Request.Path, e);
            // The half-made page is dropped; the headers that guard every page stay.
            (context.Response.ContentType, context.Response.ContentLength, context.Response.Headers.Location) = (null, null, default);
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            context.Response.Headers.RetryAfter = SecondsToWait.ToString(System.Globalization.CultureInfo.InvariantCulture);
            context.Response.Headers.CacheControl = "no-store";
        }
    }

    /// <summary>True for what cannot be answered without the order database.</summary>
    public static bool Guards(Endpoint? endpoint) =>
        endpoint?.Metadata is { } told && (told.GetMetadata<SellsAttribute>() is not null || told.GetMetadata<IAuthorizeData>() is not null);

    public static bool IsAway(Exception fault)
    {
        for (Exception? e = fault; e is not null; e = e.InnerException)
        {
            if (e is SqliteException { SqliteErrorCode: BrokenConstraint } || e is DbException { SqlState: ['2', '3', ..] }) return false;
            if (e is DbException or TimeoutException or SocketException) return true;
        }

        return false;
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The order database did not answer at {Path}; the visitor was asked to come back")]
    private static partial void CannotSell(ILogger log, string path, Exception fault);
}
