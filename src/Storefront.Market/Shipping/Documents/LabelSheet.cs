namespace Storefront.Shipping;

/// <summary>Labels four to a sheet of A4, for offices without a label printer. Labels and their customs pages fill the places one after the other:
/// left before right, top before bottom, then the next sheet.</summary>
/// <remarks>
/// A4 upright quartered is A6, 105 x 148.5 mm, and no label of 100 x 150 mm fits that unscaled: 297 mm have no room for twice 150 mm, nor 210 mm for twice
/// 150 mm across. So labels are set at 95 %: 95 x 142.5 mm in the middle of each A6 place. Then
/// <list type="bullet">
/// <item>the frame stands at least 5.8 mm from the paper's edge, outside the 4.2 mm that office printers leave white;</item>
/// <item>the narrowest bar of a usual number is 0.475 mm, that of a long one and of the customs page 0.356 mm: never below the 0.33 mm
/// that Code 128 on parcels needs. A number so long that its bars would be narrower is refused (<see cref="PaperRefusals.BarCodeTooLong"/>);</item>
/// <item>the sheet fits self-adhesive A6 labels, four to the sheet, and is cut in the middle where plain paper is used.</item>
/// </list>
/// A carrier's own label is set into the same 95 x 142.5 mm, so one of 4 x 6 inches at 93.5 %; lying ones are turned. One that would have to be less than
/// <see cref="LeastScale"/> of its size follows the sheets on a page of its own.
/// A6 measures: ISO 216. Checked 2026-11-30.
/// </remarks>
/// <param name="Labels">At least one.</param>
/// <param name="StartAt">The place of the first label, from 1 to 4, so that a sheet with places used up is printed on again.</param>
public sealed record LabelSheet(IReadOnlyList<LabelPaper> Labels, int StartAt = 1) : Paper
{
    public const int Places = 4;

    /// <summary>Size of a label on the sheet against its own.</summary>
    public const double Scale = 0.95;

    /// <summary>The least size of a carrier's label on the sheet against its own: its bars are of the carrier's choice, and 0.375 mm, usual on thermal printers, stay above <see cref="LeastBarMm"/>.</summary>
    public const double LeastScale = 0.9;

    /// <summary>The narrowest bar that Code 128 on parcels may have, in millimetres.</summary>
    public const double LeastBarMm = 0.33;

    /// <summary>The longest bar code whose narrowest bar is still three eighths of a millimetre on the label: 92 mm hold so many modules beside the quiet zones.</summary>
    private const int MostModules = (92 * 8 / 3) - (2 * Code128Symbol.QuietModules);

    /// <summary>Whether a label's bars stay wide enough on the sheet.</summary>
    public static bool Holds(string trackingNumber) => Code128.Encode(trackingNumber).Modules <= MostModules;
}
