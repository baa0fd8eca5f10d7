namespace Storefront.Connectors.Mail;

internal static class MailText
{
    /// <summary>Takes out whatever could begin another header line.</summary>
    public static string OneLine(string text) => string.Concat(text.Where(c => !char.IsControl(c) && c is not ('\u2028' or '\u2029')));
}
