namespace Storefront.Shipping;

/// <summary>A label that the carrier made, as it came. A PDF, PNG or GIF stands in a <see cref="PrintRun"/> as the pages that it is, in its own size; what is in a
/// printer's language, or cannot be read, is named on the run's last page instead.</summary>
/// <param name="Name">What its file is called where it lies beside the run.</param>
public sealed record CarrierLabelFile(string Name, ReadOnlyMemory<byte> Bytes) : LabelPaper;
