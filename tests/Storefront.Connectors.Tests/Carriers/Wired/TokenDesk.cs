using System.Text;

namespace Storefront.Connectors.Tests.Carriers.Wired;

/// <summary>The part of a stand-in that gives access tokens and takes them back.</summary>
internal sealed class TokenDesk(string name = "token")
{
    private readonly HashSet<string> good = new(StringComparer.Ordinal);

    /// <summary>How many it gave.</summary>
    public int Given { get; private set; }

    public string Give()
    {
        var token = $"{name}-{++Given}";
        good.Add(token);
        return token;
    }

    /// <summary>From now on no token is taken that was given before.</summary>
    public void Revoke() => good.Clear();

    public bool Takes(ScriptedRequest request) => request.Headers.GetValueOrDefault("Authorization") is ['B', 'e', 'a', 'r', 'e', 'r', ' ', .. var token] && good.Contains(token);

    /// <summary>Whether a call carries user and password as HTTP's basic scheme has them.</summary>
    public static bool IsBasic(ScriptedRequest request, string user, string password) => request.Headers.GetValueOrDefault("Authorization") == "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}"));
}
