namespace Storefront.Catalog;

/// <summary>Gathers what is to be said about a file while it is read.</summary>
internal sealed class ImportRemarks
{
    private readonly List<ImportRemark> problems = [];
    private readonly List<ImportRemark> notices = [];

    public int ProblemCount { get; private set; }

    public int NoticeCount { get; private set; }

    public IReadOnlyList<ImportRemark> Problems => [.. problems.OrderBy(p => p.Line)];

    public IReadOnlyList<ImportRemark> Notices => [.. notices.OrderBy(n => n.Line)];

    public void Problem(int line, string? column, Refusal reason)
    {
        if (++ProblemCount <= ImportReport.MostRemarks) problems.Add(new ImportRemark(line, column, reason));
    }

    public void Notice(int line, string? column, Refusal reason)
    {
        if (++NoticeCount <= ImportReport.MostRemarks) notices.Add(new ImportRemark(line, column, reason));
    }
}
