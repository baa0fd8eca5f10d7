using Microsoft.Extensions.Logging;
using Storefront.Payments;
using Stripe;

namespace Storefront.Connectors.Payments.Stripe;

/// <summary>Makes calls with the library and turns what can go wrong into the two faults that the market knows: refused for good, or not known.</summary>
internal sealed class StripeCalls(StripeSettings settings, StripeWire wire, TimeProvider clock, ILogger<StripeCalls> log)
{
    public const string ProviderKey = "stripe";

    /// <summary>The metadata under which every object that we make carries its key, for looking it up when Stripe has forgotten the key itself.</summary>
    public const string KeyTag = "key";

    private const string IdempotencyError = "idempotency_error";
    private const int LargestPage = 100;
    private const int MostPages = 50;

    /// <summary>Stripe forgets a key after a day at the earliest; from then on the same key would be a new call (docs.stripe.com/api/idempotent_requests, checked 2026-11-29).</summary>
    private static readonly TimeSpan KeysLive = TimeSpan.FromHours(23);

    public StripeClient Client { get; } = new(new StripeClientOptions { ApiKey = settings.SecretKey, HttpClient = wire, ApiBase = settings.ApiBase, FilesBase = settings.FilesBase });

    public V1Services Api => Client.V1;

    /// <summary>For what an operation's key makes under a generation of it, see <see cref="ProviderKeys"/>.</summary>
    public static RequestOptions With(string key, int generation, string? account = null) => With(ProviderKeys.At(key, generation), account);

    /// <param name="key">The idempotency key; null for reading.</param>
    /// <param name="account">The payee in whose account the call acts; null for our own. It is part of each call and never remembered.</param>
    public static RequestOptions With(string? key, string? account = null)
    {
        var options = new RequestOptions();
        if (key is not null) options.IdempotencyKey = key;
        if (account is not null) options.StripeAccount = account;
        return options;
    }

    /// <exception cref="ProviderRefusedException">Refused for good.</exception>
    /// <exception cref="ProviderOutcomeUnknownException">No answer that tells what happened.</exception>
    public async Task<T> AskAsync<T>(string what, Func<Task<T>> call)
        where T : StripeEntity
    {
        try
        {
            var told = await call();
            // An answer without its object is no answer.
            return told is IHasId { Id: null or "" } ? throw new ProviderOutcomeUnknownException($"Stripe's answer to {what} names no object.") : told;
        }
        catch (StripeException e)
        {
            throw Fault(what, e);
        }
        catch (Exception e) when (e is System.Text.Json.JsonException or Newtonsoft.Json.JsonException)
        {
            StripeLog.Unknown(log, what, 200, null);
            throw new ProviderOutcomeUnknownException($"Stripe's answer to {what} cannot be read.");
        }
    }

    /// <summary>As <see cref="AskAsync"/>, null when Stripe knows no such object.</summary>
    public async Task<T?> FindAsync<T>(string what, Func<Task<T>> call)
        where T : StripeEntity
    {
        try
        {
            return await AskAsync(what, call);
        }
        catch (ProviderRefusedException e) when (e.Code == "resource_missing")
        {
            return null;
        }
    }

    /// <summary>Sends what was written down, once: a key that Stripe may have forgotten, and one that came after another, is looked up before, and a call whose outcome is not
    /// known, after. A key keeps repeating the failure that it met, so what exists is asked of the objects.</summary>
    /// <param name="generation">Of the key, see <see cref="ProviderKeys"/>.</param>
    /// <param name="isShown">A person waits and is shown what is made: then what the key made with other parameters is not taken, no other key is tried, and after silence, which the same key
    /// ends, nothing is looked for.</param>
    public async Task<T> OnceAsync<T>(string what, DateTime? writtenAtUtc, int generation, Func<Task<T?>> find, Func<Task<T>> send, bool isShown = false)
        where T : StripeEntity
    {
        if (await BeforeAsync(writtenAtUtc, generation, find) is { } before) return before;
        try
        {
            return await AskAsync(what, send);
        }
        catch (ProviderOutcomeUnknownException e) when (e.IsAnswered || !isShown)
        {
            return await AfterAsync(e, find);
        }
        catch (ProviderRefusedException e) when (e.Code == IdempotencyError)
        {
            // The key was used with other parameters: what it made then is what it made. What that is we do not know when there is nothing: no refusal, no other key, and a person is called.
            if (!isShown && await find() is { } made) return made;
            StripeLog.KeyUsedOtherwise(log, what);
            throw new ProviderOutcomeUnknownException($"The key of {what} was used with other parameters at Stripe.");
        }
    }

    /// <summary>As <see cref="OnceAsync"/>, for what was looked at just before: after a failure that Stripe may repeat it is looked at again, and what was done nevertheless is taken.</summary>
    /// <param name="find">Null when it was not done.</param>
    public async Task<T> ChangeAsync<T>(string what, Func<Task<T?>> find, Func<Task<T>> send)
        where T : StripeEntity
    {
        try
        {
            return await AskAsync(what, send);
        }
        catch (ProviderOutcomeUnknownException e) when (e.IsAnswered)
        {
            return await AfterAsync(e, find);
        }
    }

    /// <summary>The first object of a list that fits, page by page; null when there is none.</summary>
    public async Task<T?> FirstAsync<T>(string what, Func<string?, Task<StripeList<T>>> page, Func<T, bool> fits)
        where T : StripeEntity, IHasId
    {
        string? after = null;
        for (var pages = 0; pages < MostPages; pages++)
        {
            var told = await AskAsync(what, () => page(after));
            if (told.Data.Find(x => fits(x)) is { } found) return found;
            if (!told.HasMore || told.Data.Count == 0) return null;
            after = told.Data[^1].Id;
        }

        throw new ProviderOutcomeUnknownException($"The list of {what} is longer than can be looked through.");
    }

    /// <summary>The largest page, after the object that ended the page before.</summary>
    public static T Page<T>(T options, string? after)
        where T : ListOptions
    {
        options.Limit = LargestPage;
        if (after is not null) options.StartingAfter = after;
        return options;
    }

    public static DateRangeOptions Since(DateTime utc) => new() { GreaterThanOrEqual = DateTime.SpecifyKind(utc, DateTimeKind.Utc) };

    public static bool IsMadeUnder(IHasMetadata made, string key) => made.Metadata is { } tags && tags.TryGetValue(KeyTag, out var told) && told == key;

    private async Task<T?> BeforeAsync<T>(DateTime? writtenAtUtc, int generation, Func<Task<T?>> find)
        where T : StripeEntity =>
        generation > 0 || writtenAtUtc is null || clock.GetUtcNow().UtcDateTime - writtenAtUtc > KeysLive ? await find() : null;

    /// <summary>What was made nevertheless. When nothing was, and Stripe had answered with a failure, the fault says so, and whether Stripe repeated what it keeps for the key.</summary>
    private static async Task<T> AfterAsync<T>(ProviderOutcomeUnknownException fault, Func<Task<T?>> find)
        where T : StripeEntity
    {
        T? made;
        try
        {
            made = await find();
        }
        catch (Exception e) when (e is ProviderOutcomeUnknownException or ProviderRefusedException)
        {
            throw new ProviderOutcomeUnknownException(fault.Message, fault);
        }

        return made ?? throw new ProviderOutcomeUnknownException(fault.Message, fault) { IsAnswered = fault.IsAnswered, MadeNothing = fault.IsAnswered, Repeats = fault.Repeats };
    }

    /// <summary>Stripe says that it gave the answer that it kept for the key (docs.stripe.com/api/idempotent_requests, checked 2026-11-30): its first call is over.</summary>
    private static bool IsRepeated(StripeResponse? answer) => answer?.Headers is { } headers && headers.TryGetValues("Idempotent-Replayed", out var told) && told.Contains("true", StringComparer.OrdinalIgnoreCase);

    /// <summary>Neither the library's exception nor Stripe's message goes on: both may name a person or a part of a key.</summary>
    private Exception Fault(string what, StripeException e)
    {
        var (status, request) = ((int)e.HttpStatusCode, e.StripeResponse?.RequestId);
        if (status is 401 or 403)
        {
            StripeLog.ShutOut(log, what, status, request);
            return new ProviderOutcomeUnknownException($"Stripe does not accept our key for {what} ({status}).");
        }

        if (status is 400 or 402 or 404 or (> 404 and < 500 and not (409 or 424 or 429)) && StripeErrors.CodeOf(e.StripeError) is { } code)
        {
            StripeLog.Refused(log, what, status, code, request);
            return new ProviderRefusedException(code, $"Stripe refused {what}: {code} ({status}, {request}).");
        }

        StripeLog.Unknown(log, what, status, request);
        // Of these Stripe keeps the answer for the key, unless they came from in front of it; conflicts and too many requests it does not keep.
        return new ProviderOutcomeUnknownException($"What became of {what} at Stripe is not known ({status}, {request}).") { IsAnswered = status >= 500, Repeats = status >= 500 && IsRepeated(e.StripeResponse) };
    }
}
