using System.Text;

namespace Storefront.Connectors.Carriers.Wire;

/// <summary>One HTTP request to a carrier. The body is bytes, made once: what was signed is what is sent.</summary>
internal sealed record CarrierCall(HttpMethod Method, Uri Uri)
{
    /// <summary>Of the purchase, where the call is about one; names it when no answer comes.</summary>
    public string Reference { get; init; } = "";

    /// <summary>What the log calls it: its path, and another name where the path holds who asks.</summary>
    public string Name { get; init; } = Uri.AbsolutePath;

    /// <summary>Whether sending it again does no harm. Others are sent once, unless nothing of them can have arrived.</summary>
    public bool MayRepeat { get; init; }

    public IReadOnlyList<(string Name, string Value)> Headers { get; init; } = [];

    public byte[]? Body { get; init; }

    public string BodyType { get; init; } = "application/json";

    public static CarrierCall Json(HttpMethod method, Uri uri, string json) => new(method, uri) { Body = Encoding.UTF8.GetBytes(json) };

    /// <summary>Form fields in their order, encoded after whatever was signed in them.</summary>
    public static CarrierCall Form(Uri uri, params IEnumerable<(string Name, string Value)> fields) => new(HttpMethod.Post, uri)
    {
        Body = Encoding.UTF8.GetBytes(string.Join('&', fields.Select(f => $"{Uri.EscapeDataString(f.Name)}={Uri.EscapeDataString(f.Value)}"))),
        BodyType = "application/x-www-form-urlencoded",
    };
}
