using System.Text.Json.Serialization;
using Storefront.Shipping;

namespace Storefront.Connectors.Carriers.Wire;

/// <summary>A carrier that is asked with an access token, which it gives for a while (OAuth 2.0, client credentials). A token that it does not take any more is renewed once.</summary>
internal abstract class TokenCarrier(ICarrierConnector connector, CarrierCredentials credentials, CarrierWire wire, CarrierTokens tokens, TimeProvider clock) : WiredCarrier(connector, credentials, wire)
{
    protected CarrierTokens Tokens => tokens;

    protected TimeProvider Clock => clock;

    /// <summary>What the carrier says in an answer that is no success; null where that cannot be read.</summary>
    protected abstract string? Reason(CarrierAnswer answer);

    /// <param name="identity">Tells the token's owner from all others; secrets belong into it.</param>
    /// <param name="ask">The call that gives a token; it may be repeated.</param>
    /// <exception cref="CarrierOutcomeUnknownException">With <see cref="CarrierOutcomeUnknownException.NothingWasSent"/> where no token came: then the call itself was never made.</exception>
    protected async Task<Outcome<CarrierAnswer>> SendAsync(string identity, CarrierCall ask, CarrierCall call, CancellationToken cancel)
    {
        for (var isFirst = true; ; isFirst = false)
        {
            var token = await TokenAsync(identity, ask, call.Reference, cancel);
            if (token.Refusal is { } refusal) return refusal;
            var answer = await SendAsync(call with { Headers = [("Authorization", $"Bearer {token.Value}"), .. call.Headers] }, cancel);
            // Who is not let in has done nothing: even a purchase may be sent again with a fresh token.
            if (answer.Status != 401 || !isFirst) return answer;
            tokens.Forget(token.Value);
        }
    }

    protected async Task<Outcome<string>> TokenAsync(string identity, CarrierCall ask, string reference, CancellationToken cancel)
    {
        try
        {
            return await tokens.GetAsync(Key, identity, async () =>
            {
                var answer = await SendAsync(ask with { MayRepeat = true, Reference = reference }, cancel);
                if (answer.Read<AccessToken>() is { Text: { Length: > 0 } text } given && answer.IsOk) return new CarrierToken(text, clock.GetUtcNow().UtcDateTime.AddSeconds(given.Seconds ?? 0));
                if (Refused(answer, Reason(answer)) is { } refusal) return refusal;
                return answer.Status is 400 ? CarrierRefusals.CredentialsRefused(Name, Reason(answer) ?? answer.Beginning) : throw Unreadable(reference);
            }, cancel);
        }
        catch (CarrierOutcomeUnknownException e)
        {
            throw new CarrierOutcomeUnknownException(Key, reference, e) { NothingWasSent = true };
        }
    }

    private sealed record AccessToken([property: JsonPropertyName("access_token")] string? Text, [property: JsonPropertyName("expires_in")] int? Seconds);
}
