using Storefront.Data.Outbox;

namespace Storefront.Orders;

public sealed class RefundWrittenHandler(MakeRefund refund) : IHandle<RefundWritten>
{
    public Task HandleAsync(RefundWritten message, CancellationToken cancel) => refund.RunAsync(message.Refund, cancel);
}
