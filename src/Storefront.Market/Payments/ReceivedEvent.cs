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

    public static ReceivedEvent Of(string provider, string eventId, string kind, string subject, DateTime nowUtc) =>
        new() { Provider = provider, EventId = eventId, Kind = kind, Subject = subject, ReceivedAtUtc = nowUtc };
}
