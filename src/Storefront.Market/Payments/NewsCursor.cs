namespace Storefront.Payments;

/// <summary>Keeps how far a list of events has been walked.</summary>
internal interface INewsCursor
{
    NewsWalk Walk { get; }

    void Walked(NewsWalk walk);
}

/// <summary>How far a provider's list of the events in our own account has been walked.</summary>
public sealed class NewsCursor : INewsCursor
{
    private NewsCursor()
    {
    }

    public string Provider { get; private set; } = "";

    public NewsWalk Walk { get; private set; }

    public int Version { get; private set; }

    public static NewsCursor Of(string provider, NewsWalk walk) => new() { Provider = provider, Walk = walk };

    public void Walked(NewsWalk walk)
    {
        Walk = walk;
        Version++;
    }
}
