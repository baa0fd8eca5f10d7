namespace Storefront.Chargebacks;

public static class ChargebackRefusals
{
    /// <summary>Said the same whether there is none or it is somebody else's.</summary>
    public static readonly Refusal NotFound = new("chargebacks.not-found");

    /// <summary>It was answered, given up or decided meanwhile.</summary>
    public static readonly Refusal NotNow = new("chargebacks.not-now");

    public static readonly Refusal TextTooLong = new("chargebacks.text-too-long", "text");

    public static readonly Refusal FileMissing = new("chargebacks.file-missing");
}
