using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Storefront.Testing.SqlServer;

/// <summary>The tables, columns and triggers that a migration script leaves behind. Everything in it that names a column is resolved on the way.</summary>
internal sealed class TSqlSchema : TSqlFragmentVisitor
{
    private readonly Dictionary<string, HashSet<string>> tables = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<string> triggers = [];
    private readonly List<string> faults = [];

    private TSqlSchema()
    {
    }

    public IReadOnlyDictionary<string, HashSet<string>> Tables => tables;

    /// <summary>Names of the tables that have a trigger.</summary>
    public IReadOnlyList<string> Triggers => triggers;

    public IReadOnlyList<string> Faults => faults;

    public static TSqlSchema Of(string script)
    {
        var schema = new TSqlSchema();
        TSqlText.Parse(script).Accept(schema);
        return schema;
    }

    public override void Visit(CreateTableStatement node)
    {
        if (!tables.TryAdd(node.SchemaObjectName.Last(), Columns(node.Definition))) faults.Add($"{node.SchemaObjectName.Last()} is made twice.");
        foreach (var key in node.Definition.TableConstraints) Check(node.SchemaObjectName.Last(), key);
    }

    public override void Visit(AlterTableAddTableElementStatement node)
    {
        if (!tables.TryGetValue(node.SchemaObjectName.Last(), out var columns)) faults.Add($"There is no table {node.SchemaObjectName.Last()}.");
        else columns.UnionWith(Columns(node.Definition));
    }

    public override void Visit(AlterTableDropTableElementStatement node)
    {
        var table = node.SchemaObjectName.Last();
        foreach (var gone in node.AlterTableDropTableElements.Where(e => e.TableElementType == TableElementType.Column))
        {
            Expect(table, gone.Name.Value);
            if (tables.TryGetValue(table, out var columns)) columns.Remove(gone.Name.Value);
        }
    }

    public override void Visit(CreateIndexStatement node)
    {
        foreach (var column in node.Columns) Expect(node.OnName.Last(), column.Column.MultiPartIdentifier.Last());
        foreach (var column in node.IncludeColumns) Expect(node.OnName.Last(), column.MultiPartIdentifier.Last());
    }

    public override void Visit(CreateTriggerStatement node)
    {
        var table = node.TriggerObject.Name.Last();
        if (!tables.ContainsKey(table)) faults.Add($"A trigger stands on {table}, which is no table.");
        triggers.Add(table);
    }

    public override void Visit(AlterTableAlterColumnStatement node) => Expect(node.SchemaObjectName.Last(), node.ColumnIdentifier.Value);

    /// <summary>What a script hides in a string is read like the rest. A name that it finds out only when it runs stands for itself.</summary>
    public override void Visit(ExecutableStringList node)
    {
        var text = string.Concat(node.Strings.Select(part => part switch { StringLiteral literal => literal.Value, VariableReference => "name", _ => throw new NotSupportedException(part.GetType().Name) }));
        TSqlText.Parse(text).Accept(this);
    }

    private static HashSet<string> Columns(TableDefinition definition) => definition.ColumnDefinitions.Select(c => c.ColumnIdentifier.Value).ToHashSet(StringComparer.OrdinalIgnoreCase);

    private void Check(string table, ConstraintDefinition constraint)
    {
        if (constraint is UniqueConstraintDefinition unique)
        {
            foreach (var column in unique.Columns) Expect(table, column.Column.MultiPartIdentifier.Last());
        }

        if (constraint is ForeignKeyConstraintDefinition foreign)
        {
            foreach (var column in foreign.Columns) Expect(table, column.Value);
            foreach (var column in foreign.ReferencedTableColumns) Expect(foreign.ReferenceTableName.Last(), column.Value);
        }
    }

    private void Expect(string table, string column)
    {
        if (!tables.TryGetValue(table, out var columns)) faults.Add($"There is no table {table}.");
        else if (!columns.Contains(column)) faults.Add($"{table} has no column {column}.");
    }
}
