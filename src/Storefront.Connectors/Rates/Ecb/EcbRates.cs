using System.Net;
using System.Net.Sockets;
using Storefront.Pricing;

namespace Storefront.Connectors.Rates.Ecb;

/// <summary>Reads the European Central Bank's reference rates from the configured address or file.</summary>
/// <remarks>Asking changes nothing at the bank, so there is no key. Redirects are followed within the same host only, three at most.</remarks>
public sealed class EcbRates(EcbSettings settings, HttpClient client, TimeProvider clock) : IReadReferenceRates
{
    private const int MostRedirects = 3;

    public string? Source { get; } = string.IsNullOrWhiteSpace(settings.Source) ? null : settings.Source.Trim();

    public async Task<Outcome<ReferenceRates>> FetchAsync(CancellationToken cancel)
    {
        if (Source is null) return PricingRefusals.NoSource;
        var bytes = Uri.TryCreate(Source, UriKind.Absolute, out var address) && !address.IsFile ? await DownloadAsync(address, cancel) : await OpenAsync(Source, cancel);
        return bytes.Succeeded ? EcbFile.Read(bytes.Value) : bytes.Refusal;
    }

    public Outcome<ReferenceRates> Read(ReadOnlyMemory<byte> file) => file.Length > ImportRates.LargestBytes ? PricingRefusals.FileTooLarge(ImportRates.LargestBytes) : EcbFile.Read(file);

    private static async Task<Outcome<byte[]>> OpenAsync(string path, CancellationToken cancel)
    {
        try
        {
            var file = new FileInfo(path.StartsWith("file:", StringComparison.Ordinal) ? new Uri(path).LocalPath : path);
            if (file.Length > ImportRates.LargestBytes) return PricingRefusals.FileTooLarge(ImportRates.LargestBytes);
            return await File.ReadAllBytesAsync(file.FullName, cancel);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return PricingRefusals.SourceSilent(e.GetType().Name);
        }
    }

    private async Task<Outcome<byte[]>> DownloadAsync(Uri address, CancellationToken cancel)
    {
        // Plain HTTP only on this machine: a rate that somebody on the way may write is none.
        if (address.Scheme != Uri.UriSchemeHttps && !(address.Scheme == Uri.UriSchemeHttp && address.IsLoopback)) return PricingRefusals.SourceSilent(address.Scheme);
        for (var attempt = 1; ; attempt++)
        {
            var (outcome, mayTryAgain) = await TryAsync(address, cancel);
            if (!mayTryAgain || attempt >= settings.Tries) return outcome;
            await Task.Delay(TimeSpan.FromSeconds(settings.RetryAfterSeconds << (attempt - 1)), clock, cancel);
        }
    }

    private async Task<(Outcome<byte[]> Outcome, bool MayTryAgain)> TryAsync(Uri address, CancellationToken cancel)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(settings.TimeoutSeconds), clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, limit.Token);
        try
        {
            for (var redirects = 0; ; redirects++)
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, address);
                using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
                if (answer.StatusCode is HttpStatusCode.MovedPermanently or HttpStatusCode.Found or HttpStatusCode.SeeOther or HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect
                    && answer.Headers.Location is { } location)
                {
                    var next = new Uri(address, location);
                    if (next.Host != address.Host || next.Scheme != address.Scheme || next.Port != address.Port) return (PricingRefusals.SourceElsewhere(next.Host), false);
                    if (redirects == MostRedirects) return (PricingRefusals.SourceSilent("redirects"), false);
                    address = next;
                    continue;
                }

                if (answer.StatusCode != HttpStatusCode.OK) return (PricingRefusals.SourceSilent(((int)answer.StatusCode).ToString(System.Globalization.CultureInfo.InvariantCulture)), (int)answer.StatusCode is >= 500 or 408 or 429);
                return (await ReadAsync(answer, either.Token), false);
            }
        }
        catch (Exception e) when (e is HttpRequestException or IOException or SocketException || (e is OperationCanceledException && !cancel.IsCancellationRequested))
        {
            return (PricingRefusals.SourceSilent(e is OperationCanceledException ? "time limit" : e is HttpRequestException { HttpRequestError: var error } ? error.ToString() : e.GetType().Name), true);
        }
    }

    private static async Task<Outcome<byte[]>> ReadAsync(HttpResponseMessage answer, CancellationToken cancel)
    {
        if (answer.Content.Headers.ContentLength > ImportRates.LargestBytes) return PricingRefusals.FileTooLarge(ImportRates.LargestBytes);
        await using var from = await answer.Content.ReadAsStreamAsync(cancel);
        using var to = new MemoryStream();
        var buffer = new byte[81_920];
        while (await from.ReadAsync(buffer, cancel) is > 0 and var read)
        {
            if (to.Length + read > ImportRates.LargestBytes) return PricingRefusals.FileTooLarge(ImportRates.LargestBytes);
            to.Write(buffer, 0, read);
        }

        return to.ToArray();
    }
}
