namespace Storefront.Payments;

/// <summary>How far a provider's list of the events in a payee's account has been walked.</summary>
public sealed class PayeeNewsCursor : INewsCursor
{
    private PayeeNewsCursor()
    {
    }

    public string Provider { get; private set; } = "";

    public string Payee { get; private set; } = "";

    public NewsWalk Walk { get; private set; }

    public int Version { get; private set; }

    public static PayeeNewsCursor Of(string provider, string payee, NewsWalk walk) => new() { Provider = provider, Payee = payee, Walk = walk };

    public void Walked(NewsWalk walk)
    {
        Walk = walk;
        Version++;
    }
}
