using Storefront.Languages;
using Storefront.Returns;

namespace Storefront.Web.Shop.Returns;

/// <summary>Reasons and states of a return in the reader's language.</summary>
public static class ReturnWords
{
    public static string Of(ReturnReason reason, Words words) => words[!reason.IsKnown() ? Words.NewerKey : reason switch
    {
        ReturnReason.ChangedMind => "return.reason.changed-mind",
        ReturnReason.Faulty => "return.reason.faulty",
        ReturnReason.DamagedOnTheWay => "return.reason.damaged-on-the-way",
        ReturnReason.WrongItem => "return.reason.wrong-item",
        ReturnReason.NotAsDescribed => "return.reason.not-as-described",
    }];

    public static string Of(ReturnCarriage carriage, Words words) => words[!carriage.IsKnown() ? Words.NewerKey : carriage switch
    {
        ReturnCarriage.Buyer => "return.pays-buyer",
        ReturnCarriage.Merchant => "return.pays-merchant",
    }];

    public static string Of(ReturnStatus status, Words words) => words[status.IsKnown() ? "return.status." + Key(status) : Words.NewerKey];

    /// <summary>What happens next, or what the buyer has to do.</summary>
    public static string Next(Return it, string orderNumber, Words words) =>
        it.Status.IsKnown() ? words.Text("return.next." + Key(it.Status), ("number", orderNumber), ("amount", it.GivenBack)) : words[Words.NewerKey];

    public static string Tone(ReturnStatus status) => !status.IsKnown() ? "tone-off" : status switch
    {
        ReturnStatus.Approved => "tone-wait",
        ReturnStatus.Requested or ReturnStatus.OnTheWay or ReturnStatus.Received or ReturnStatus.Inspected => "tone-way",
        ReturnStatus.Refunded => "tone-good",
        ReturnStatus.Refused or ReturnStatus.Closed => "tone-off",
    };

    private static string Key(ReturnStatus status) => status switch
    {
        ReturnStatus.Requested => "requested",
        ReturnStatus.Approved => "approved",
        ReturnStatus.Refused => "refused",
        ReturnStatus.OnTheWay => "on-the-way",
        ReturnStatus.Received => "received",
        ReturnStatus.Inspected => "inspected",
        ReturnStatus.Refunded => "refunded",
        ReturnStatus.Closed => "closed",
    };
}
