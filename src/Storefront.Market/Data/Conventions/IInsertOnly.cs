namespace Storefront.Data.Conventions;

/// <summary>Rows that are written once and never changed or deleted: the journal, stock movements, the audit log.</summary>
public interface IInsertOnly;
