namespace Storefront.Fees;

/// <summary>The section <c>Fees</c>: who the platform is to the tax office when it charges its commission.</summary>
public sealed class FeeSettings
{
    /// <summary>The country in which the platform is established and registered for value added tax. Without one no tax is charged on the commission.</summary>
    public string? Country { get; set; }
}
