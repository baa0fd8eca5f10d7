using Storefront.Pricing;

namespace Storefront.Connectors.Rates.Ecb;

/// <summary>The bank's CSV: the header <c>Date, USD, JPY, ...</c>, a row for each day, <c>N/A</c> where a currency had no rate, and a comma at the end
/// of each line. The daily file writes its day as <c>13 April 2026</c>, the history as <c>2026-04-13</c>.</summary>
/// <remarks>Source: the bank's page on euro foreign exchange reference rates as kept on 2020-12-28, and files in its layout, checked 2026-11-30.</remarks>
internal static class EcbCsv
{
    private const string None = "N/A";

    public static Outcome<ReferenceRates> Read(string text)
    {
        try
        {
            return ReadRecords(text);
        }
        catch (CsvException fault)
        {
            return PricingRefusals.FileBroken(fault.Line);
        }
    }

    private static Outcome<ReferenceRates> ReadRecords(string text)
    {
        var days = new EcbDays();
        List<string>? header = null;
        foreach (var (line, record) in Csv.ReadWithLines(new StringReader(text)))
        {
            var cells = Cells(record);
            if (cells.Count == 0) continue;
            if (header is null)
            {
                if (cells.Count < 2 || cells[0] != "Date") return PricingRefusals.NotRates;
                header = cells;
                continue;
            }

            // A line that breaks off has fewer cells; one that ran into the next has more.
            if (cells.Count != header.Count) return PricingRefusals.FileBroken(line);
            if (days.Begin(cells[0], "yyyy-MM-dd", "d MMMM yyyy") is { } notADay) return notADay;
            for (var i = 1; i < cells.Count; i++)
            {
                if (cells[i] != None && days.Add(header[i], cells[i]) is { } refusal) return refusal;
            }
        }

        return days.Finish();
    }

    /// <summary>Without the spaces around each and the empty one after the last comma.</summary>
    private static List<string> Cells(string[] record)
    {
        var cells = record.Select(c => c.Trim()).ToList();
        if (cells[^1].Length == 0) cells.RemoveAt(cells.Count - 1);
        return cells;
    }
}
