namespace Storefront.Payments;

/// <summary>The inbox: a verified event of a provider, stored before anything acts on it. Its id is unique, so a repeat is dropped.</summary>
public sealed class ReceivedEvent
{
    private ReceivedEvent()
    {
    }

    public string Provider { get; private set; } = "";

    public string EventId { get; private set; } = "";

    public string Kind { get; private set; } = "";

    /// <summary>The object that it tells of; its present state is fetched, the event's own copy is not trusted to be the newest.</summary>
    public string Subject { get; private set; } = "";

    public DateTime ReceivedAtUtc { get; private set; }

    /// <summary>It came by asking for what had not come.</summary>
    public bool WasFetched { get; private set; }

    /// <summary>The outbox message that acts on it; null when nothing does.</summary>
    public Guid? Message { get; private set; }

    public NewsIgnored? Ignored { get; private set; }

    /// <param name="message">The outbox message that acts on it; null when it is ignored.</param>
    public static ReceivedEvent Of(string provider, ProviderEvent news, Guid? message, bool wasFetched, DateTime nowUtc) => new()
    {
        Provider = provider, EventId = news.EventId, Kind = news.Kind, Subject = news.Subject, ReceivedAtUtc = nowUtc, WasFetched = wasFetched, Message = message, Ignored = message is null ? WhyIgnored(news) : null,
    };

    /// <summary>A payment is always in our own account; in payees' accounts only what they are and what is paid out of them is followed. All is of the world, test or live, in
    /// which this installation runs. Null when it is acted on.</summary>
    public static NewsIgnored? WhyIgnored(ProviderEvent news) => news switch
    {
        { IsOurs: false } => NewsIgnored.OtherWorld,
        { About: NewsAbout.Other } => NewsIgnored.NothingFollows,
        { Account: not null, About: not (NewsAbout.Payee or NewsAbout.Payout) } => NewsIgnored.PayeesAccount,
        _ => null,
    };
}

/// <summary>Why nothing acts on an event.</summary>
public enum NewsIgnored
{
    /// <summary>Of test money at a live installation, or of live money at a test one.</summary>
    OtherWorld,
    PayeesAccount,

    /// <summary>Its kind is none on which anything is done.</summary>
    NothingFollows,
}
