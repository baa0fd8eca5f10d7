namespace Storefront.Customs;

public static class LicenceRefusals
{
    public static readonly Refusal NotFound = new("licence.not-found");

    /// <summary>No licence lifts that: the goods are prohibited, or admitted by what comes with each parcel, or the destination has no such restriction.</summary>
    public static readonly Refusal NotLifted = new("licence.not-lifted", "restriction");

    public static readonly Refusal NumberMissing = new Refusal("licence.number-missing", "number").With("most", AskForLicence.LongestNumber);

    public static readonly Refusal AuthorityMissing = new Refusal("licence.authority-missing", "authority").With("most", AskForLicence.LongestAuthority);

    public static readonly Refusal PeriodWrong = new("licence.period-wrong", "to");

    /// <summary>It is over already.</summary>
    public static readonly Refusal Over = new("licence.over", "to");

    public static readonly Refusal FileMissing = new("licence.file-missing", "file");

    public static readonly Refusal TooMany = new Refusal("licence.too-many").With("most", AskForLicence.MostAsked);

    public static readonly Refusal ReasonMissing = new Refusal("licence.reason-missing", "reason").With("most", JudgeLicence.LongestReason);

    /// <summary>It was judged, or ended, meanwhile.</summary>
    public static readonly Refusal NotNow = new("licence.not-now");
}
