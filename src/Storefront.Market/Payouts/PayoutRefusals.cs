namespace Storefront.Payouts;

public static class PayoutRefusals
{
    /// <summary>Said the same whether it does not exist or is somebody else's.</summary>
    public static readonly Refusal NotFound = new("payouts.not-found");

    /// <summary>Nobody approves money to a shop that they work for.</summary>
    public static readonly Refusal OwnShop = new("payouts.own-shop");

    public static readonly Refusal ApprovedByYou = new("payouts.approved-by-you");

    public static readonly Refusal NotToApprove = new("payouts.not-to-approve");

    public static readonly Refusal NotFailed = new("payouts.not-failed");

    /// <summary>The provider did not answer: nothing is lost, the same may be asked again.</summary>
    public static readonly Refusal NoAnswer = new("payouts.no-answer");

    public static Refusal AccountRefused(string code) => new Refusal("payouts.account-refused").With("code", code);
}
