using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Storefront.Testing.SqlServer;

/// <summary>Resolves every table, alias and column of a statement as SQL Server would when it compiles it.</summary>
internal sealed class TSqlNames : TSqlFragmentVisitor
{
    private static readonly HashSet<string> TakeADatePart = new(["DATEPART", "DATENAME", "DATEADD", "DATEDIFF", "DATEDIFF_BIG"], StringComparer.OrdinalIgnoreCase);

    private readonly TSqlSchema schema;
    private readonly List<string> faults = [];
    private Scope scope = new(null);

    private TSqlNames(TSqlSchema schema) => this.schema = schema;

    /// <summary>What SQL Server would refuse; empty when it would run the text.</summary>
    public static IReadOnlyList<string> Faults(string sql, TSqlSchema schema)
    {
        var names = new TSqlNames(schema);
        try
        {
            TSqlText.Parse(sql).Accept(names);
        }
        catch (FormatException fault)
        {
            return [fault.Message];
        }

        return names.faults;
    }

    public override void ExplicitVisit(QuerySpecification node) => Inside(() =>
    {
        foreach (var table in node.FromClause?.TableReferences ?? []) Add(table, lateral: false);
        node.TopRowFilter?.Accept(this);
        foreach (var element in node.SelectElements) element.Accept(this);
        node.WhereClause?.Accept(this);
        node.GroupByClause?.Accept(this);
        node.HavingClause?.Accept(this);
        scope.Selected = Outputs(node);
        node.OrderByClause?.Accept(this);
        node.OffsetClause?.Accept(this);
    });

    public override void ExplicitVisit(BinaryQueryExpression node)
    {
        node.FirstQueryExpression.Accept(this);
        node.SecondQueryExpression.Accept(this);
        Inside(() =>
        {
            scope.Selected = Outputs(node);
            node.OrderByClause?.Accept(this);
            node.OffsetClause?.Accept(this);
        });
    }

    public override void ExplicitVisit(UpdateSpecification node) => Inside(() =>
    {
        Target(node.Target, node.FromClause);
        foreach (var set in node.SetClauses) set.Accept(this);
        node.WhereClause?.Accept(this);
        node.OutputClause?.Accept(this);
    });

    public override void ExplicitVisit(DeleteSpecification node) => Inside(() =>
    {
        Target(node.Target, node.FromClause);
        node.WhereClause?.Accept(this);
        node.OutputClause?.Accept(this);
    });

    public override void ExplicitVisit(InsertSpecification node) => Inside(() =>
    {
        node.InsertSource.Accept(this);
        Target(node.Target, null);
        foreach (var column in node.Columns) column.Accept(this);
        node.OutputClause?.Accept(this);
    });

    public override void ExplicitVisit(MergeSpecification node) => Inside(() =>
    {
        Add(node.TableReference, lateral: false);
        Target(node.Target, null, node.TableAlias?.Value);
        node.SearchCondition.Accept(this);
        foreach (var action in node.ActionClauses) action.Accept(this);
        node.OutputClause?.Accept(this);
    });

    public override void ExplicitVisit(FunctionCall node)
    {
        foreach (var parameter in node.Parameters.Skip(TakeADatePart.Contains(node.FunctionName.Value) ? 1 : 0)) parameter.Accept(this);
        node.OverClause?.Accept(this);
        node.WithinGroupClause?.Accept(this);
    }

    public override void ExplicitVisit(ColumnReferenceExpression node)
    {
        if (node.ColumnType != ColumnType.Regular) return;
        var parts = node.MultiPartIdentifier.Identifiers.Select(i => i.Value).ToList();
        if (parts.Count == 1 ? !scope.Knows(parts[0]) : parts.Count != 2 || !scope.Knows(parts[0], parts[1])) faults.Add($"{string.Join('.', parts)} is no column here.");
    }

    public override void ExplicitVisit(CommonTableExpression node) => faults.Add("Common table expressions are not read here.");

    private void Inside(Action work)
    {
        var outer = scope;
        scope = new Scope(outer);
        work();
        scope = outer;
    }

    private void Target(TableReference target, FromClause? from, string? alias = null)
    {
        foreach (var table in from?.TableReferences ?? []) Add(table, lateral: false);
        var name = ((NamedTableReference)target).SchemaObject.Last();
        var columns = scope.Columns(name) ?? Table(name);
        if (scope.Columns(name) is null) scope.Add(alias ?? name, columns);
        scope.Add("INSERTED", columns);
        scope.Add("DELETED", columns);
    }

    private HashSet<string> Table(string name)
    {
        if (schema.Tables.TryGetValue(name, out var columns)) return columns;
        faults.Add($"There is no table {name}.");
        return [];
    }

    /// <param name="lateral">Whether the table may look at those to its left, as behind APPLY.</param>
    private void Add(TableReference table, bool lateral)
    {
        switch (table)
        {
            case NamedTableReference named:
                scope.Add(named.Alias?.Value ?? named.SchemaObject.Last(), Table(named.SchemaObject.Last()));
                break;
            case QueryDerivedTable derived:
                var own = scope;
                if (!lateral) scope = own.Outer!;
                derived.QueryExpression.Accept(this);
                var outputs = derived.Columns.Count > 0 ? derived.Columns.Select(c => c.Value) : Outputs(derived.QueryExpression);
                scope = own;
                scope.Add(derived.Alias.Value, outputs);
                break;
            case InlineDerivedTable values:
                foreach (var row in values.RowValues) row.Accept(this);
                scope.Add(values.Alias.Value, values.Columns.Select(c => c.Value));
                break;
            case OpenJsonTableReference json:
                json.Variable.Accept(this);
                scope.Add(json.Alias.Value, json.SchemaDeclarationItems.Count == 0 ? ["key", "value", "type"] : json.SchemaDeclarationItems.Select(i => i.ColumnDefinition.ColumnIdentifier.Value));
                break;
            case QualifiedJoin join:
                Add(join.FirstTableReference, lateral);
                Add(join.SecondTableReference, lateral);
                join.SearchCondition.Accept(this);
                break;
            case UnqualifiedJoin join:
                Add(join.FirstTableReference, lateral);
                Add(join.SecondTableReference, lateral: join.UnqualifiedJoinType is UnqualifiedJoinType.CrossApply or UnqualifiedJoinType.OuterApply);
                break;
            case JoinParenthesisTableReference inner:
                Add(inner.Join, lateral);
                break;
            default:
                faults.Add($"A {table.GetType().Name} is not read here.");
                break;
        }
    }

    /// <summary>The names under which a query gives its columns.</summary>
    private List<string> Outputs(QueryExpression query) => query switch
    {
        QueryParenthesisExpression inner => Outputs(inner.QueryExpression),
        BinaryQueryExpression both => Outputs(both.FirstQueryExpression),
        QuerySpecification one => [.. one.SelectElements.SelectMany(e => e switch
        {
            SelectScalarExpression { ColumnName: { } name } => [name.Value],
            SelectScalarExpression { Expression: ColumnReferenceExpression column } => [column.MultiPartIdentifier.Last()],
            SelectStarExpression => StarOf(one),
            _ => Array.Empty<string>(),
        })],
        _ => [],
    };

    private static string[] StarOf(QuerySpecification query) =>
        query.FromClause.TableReferences is [QueryDerivedTable derived] && derived.QueryExpression is QuerySpecification inner
            ? [.. inner.SelectElements.OfType<SelectScalarExpression>().Select(e => e.ColumnName?.Value ?? ((ColumnReferenceExpression)e.Expression).MultiPartIdentifier.Last())]
            : [];

    private sealed class Scope(Scope? outer)
    {
        private readonly Dictionary<string, HashSet<string>> sources = new(StringComparer.OrdinalIgnoreCase);

        public Scope? Outer => outer;

        /// <summary>Names of the select list, which ORDER BY may use.</summary>
        public IReadOnlyList<string> Selected { get; set; } = [];

        public void Add(string alias, IEnumerable<string> columns) => sources[alias] = columns.ToHashSet(StringComparer.OrdinalIgnoreCase);

        public HashSet<string>? Columns(string alias) => sources.GetValueOrDefault(alias);

        public bool Knows(string alias, string column) =>
            sources.TryGetValue(alias, out var columns) ? columns.Contains(column) : outer?.Knows(alias, column) == true;

        public bool Knows(string column) =>
            sources.Values.Any(c => c.Contains(column)) || Selected.Contains(column, StringComparer.OrdinalIgnoreCase) || outer?.Knows(column) == true;
    }
}
