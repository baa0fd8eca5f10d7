namespace Storefront.Data.Outbox;

/// <summary>Rung when messages were written.</summary>
public sealed class OutboxSignal : Signal;
