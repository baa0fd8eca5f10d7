using System.Xml.Linq;
using Storefront.Connectors.Carriers.Wire;

namespace Storefront.Connectors.Carriers.ChinaPost;

/// <summary>Any answer of the platform: XML under a 200, whether it did what was asked or not.</summary>
internal sealed record ChinaPostAnswer(XElement Root)
{
    /// <summary>Null when it is no XML, or a page for people.</summary>
    public static ChinaPostAnswer? Read(CarrierAnswer answer) =>
        CarrierXml.Read(answer.Text) is { } root && !string.Equals(root.Name.LocalName, "html", StringComparison.OrdinalIgnoreCase) ? new(root) : null;

    public bool IsOk => Root.Text("status") == "success";

    /// <summary>Says of itself that it failed.</summary>
    public bool IsFailure => Root.Text("status") is "error" or "fail";

    public string Words => Root.Text("description") ?? Root.Text("status") ?? "";

    public string? MailNumber => Root.Text("mailnum");

    public string? Url => Root.Text("url");

    /// <summary>Null when it tells no way.</summary>
    public IReadOnlyList<ChinaPostScan>? Scans => Root.Name.LocalName == "traces" ? [.. Root.Elements("trace").Select(t => new ChinaPostScan(t.Text("acceptTime"), t.Text("acceptAddress"), t.Text("remark")))] : null;
}

/// <param name="At"><c>yyyy-MM-dd HH:mm:ss</c>.</param>
/// <param name="Remark">A sentence; there are no codes.</param>
internal sealed record ChinaPostScan(string? At, string? Place, string? Remark);
