using Storefront.Shipping;

namespace Storefront.Connectors.Tests.Documents;

internal static class Slips
{
    public static PackingSlip Ordinary => new()
    {
        OrderNumber = "SF-10023",
        OrderedOn = new DateOnly(2026, 11, 21),
        MerchantName = "Longquan Celadon Studio",
        Sender = A.Potter,
        Recipient = A.Lyon,
        TrackingNumber = "LX123456785CN",
        Lines =
        [
            new PackingSlipLine(1, "Celadon teapot, 450 ml", "Glaze: plum green", "LC-TP-450-PG", "24.00 €"),
            new PackingSlipLine(4, "Porcelain tea cup with a hand-painted rim of blue irises", "Set of one", "LC-CUP-BI", "18.50 €"),
        ],
        Amounts = [new("Goods", "42.50 €"), new("Shipping", "10.55 €"), new("Duty", "3.00 €"), new("VAT 20 %", "11.21 €")],
        Total = "67.26 €",
        Note = "Thank you. Rinse the pot with hot water before its first tea. Returns within 30 days: see your order page.",
    };

    public static PackingSlip Arabic => Ordinary with
    {
        Recipient = Labels.ToDubai.Recipient,
        Lines = [new PackingSlipLine(2, "إبريق شاي سيلادون، ٤٥٠ مل", "اللون: أخضر", "LC-TP-450-PG", "١٩٨٫٠٠ د.إ"), new PackingSlipLine(1, "فنجان خزفي", null, "LC-CUP", "٤٥٫٠٠ د.إ")],
        Amounts = [new("البضائع", "٢٤٣٫٠٠ د.إ"), new("الشحن", "٤٢٫٠٠ د.إ")],
        Total = "٢٨٥٫٠٠ د.إ",
        Note = "شكرًا لكم. اشطفوا الإبريق بالماء الساخن قبل أول استعمال.",
        Words = new PackingSlipWords("قائمة التعبئة", "الطلب", "تاريخ الطلب", "من", "إلى", "الكمية", "المنتج", "المبلغ", "المجموع المدفوع", "رقم التتبع", true),
    };

    public static PackingSlip Long => Ordinary with
    {
        Lines = [.. Enumerable.Range(1, 31).Select(i => new PackingSlipLine(i, $"Linen tea towel, pattern {i}", "Natural", $"BT-{i:000}", $"{i * 12.5m:0.00} €"))],
    };
}
