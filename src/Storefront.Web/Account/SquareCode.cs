using System.Text;
using QRCoder;

namespace Storefront.Web.Account;

/// <summary>A QR code as a picture inside the page, so that the key in it is in no file and no cache.</summary>
public static class SquareCode
{
    private const int ModulePixels = 4;

    public static string Of(string text)
    {
        using var data = QRCodeGenerator.GenerateQrCode(text, QRCodeGenerator.ECCLevel.M);
        using var drawn = new SvgQRCode(data);
        return "data:image/svg+xml;base64," + Convert.ToBase64String(Encoding.UTF8.GetBytes(drawn.GetGraphic(ModulePixels)));
    }
}
