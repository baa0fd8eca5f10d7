#pragma warning disable EF1001 // The query compiler is EF Core's own; see ShadowQueryCompiler.
using System.Collections.Concurrent;
using System.Data.Common;
using System.Linq.Expressions;
using System.Reflection;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Query;
using Microsoft.EntityFrameworkCore.Query.Internal;
using Storefront.Data;
using Storefront.Data.SqlServer;

namespace Storefront.Testing.SqlServer;

/// <summary>Watches a market that runs on another database, and for every query and every kind of save that it makes asks EF Core what it would
/// send to SQL Server instead. Each such text, and each that is written out for all databases, is parsed and resolved against the migration script.</summary>
internal sealed class SqlServerShadow : SaveChangesInterceptor, IDbCommandInterceptor
{
    private static readonly DbContextOptions<MarketDb> Options = MakeOptions();
    private static readonly Lazy<TSqlSchema> Made = new(() => TSqlSchema.Of(Script()));
    private static readonly ConcurrentDictionary<string, IReadOnlyList<string>> Judged = new(StringComparer.Ordinal);
    private static readonly ConcurrentDictionary<(Type, EntityState), IReadOnlyList<string>> Saved = new();
    private static readonly MethodInfo RunOne = typeof(SqlServerShadow).GetMethod(nameof(Run), BindingFlags.NonPublic | BindingFlags.Static)!;

    private readonly ConcurrentDictionary<string, bool> seen = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<(Type, EntityState), bool> saved = new();
    private readonly ConcurrentQueue<string> faults = new();

    public static TSqlSchema Schema => Made.Value;

    /// <summary>The distinct texts so far.</summary>
    public ICollection<string> Commands => seen.Keys;

    /// <summary>What SQL Server would not have run.</summary>
    public IReadOnlyCollection<string> Faults => faults;

    /// <summary>The idempotent script of all migrations.</summary>
    public static string Script()
    {
        using var db = new MarketDb(Options);
        return db.GetService<IMigrator>().GenerateScript(options: MigrationsSqlGenerationOptions.Idempotent);
    }

    public static MarketDb Context() => new(Options);

    /// <param name="isCompiled">Its parameters have no values yet.</param>
    public void Query(Expression query, Type result, bool isCompiled = false)
    {
        using var db = Context();
        var element = result.GetGenericArguments().FirstOrDefault();
        var many = result.IsGenericType && (result.GetGenericTypeDefinition() == typeof(IAsyncEnumerable<>) || result.GetGenericTypeDefinition() == typeof(IEnumerable<>));
        var type = many ? typeof(IEnumerable<>).MakeGenericType(element!) : result.IsAssignableTo(typeof(Task)) ? element! : result;
        var here = new MoveRoots(db).Visit(query);
        Judge(NoServer.Commands(() => RunOne.MakeGenericMethod(type).Invoke(null, BindingFlags.DoNotWrapExceptions, null, [db, here, isCompiled], null)), query.ToString);
    }

    public override InterceptionResult<int> SavingChanges(DbContextEventData eventData, InterceptionResult<int> result)
    {
        Save(eventData.Context!);
        return result;
    }

    public override ValueTask<InterceptionResult<int>> SavingChangesAsync(DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        Save(eventData.Context!);
        return ValueTask.FromResult(result);
    }

    public InterceptionResult<int> NonQueryExecuting(DbCommand command, CommandEventData eventData, InterceptionResult<int> result)
    {
        if (eventData.CommandSource == CommandSource.ExecuteSqlRaw) Judge([command.CommandText], () => "Written out");
        return result;
    }

    public ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(NonQueryExecuting(command, eventData, result));

    private static void Run<T>(MarketDb db, Expression query, bool isCompiled)
    {
        if ((isCompiled ? Compiled<T>(db, query) : db.GetService<IAsyncQueryProvider>().Execute<T>(query)) is System.Collections.IEnumerable rows and not string)
        {
            foreach (var _ in rows)
            {
            }
        }
    }

    private static T Compiled<T>(MarketDb db, Expression query)
    {
        var context = db.GetService<IQueryContextFactory>().Create();
        new ParameterValues(context.Parameters).Visit(query);
        return db.GetService<IQueryCompiler>().CreateCompiledQuery<T>(query)(context);
    }

    private void Save(DbContext from)
    {
        from.ChangeTracker.DetectChanges();
        foreach (var entry in from.ChangeTracker.Entries().Where(e => e.State is EntityState.Added or EntityState.Modified or EntityState.Deleted).ToList())
        {
            var kind = (entry.Metadata.ClrType, entry.State);
            if (!saved.TryAdd(kind, true)) continue;
            // What a kind of save sends is the same in every market of the run.
            Judge(Saved.GetOrAdd(kind, _ => CommandsOf(entry)), () => $"{entry.State} {entry.Metadata.ShortName()}");
        }
    }

    private static IReadOnlyList<string> CommandsOf(EntityEntry entry)
    {
        using var db = Context();
        db.Entry(entry.CurrentValues.ToObject()).State = entry.State;
        return NoServer.Commands(() => db.SaveChanges());
    }

    /// <param name="cause">What is to be told beside a fault.</param>
    internal void Judge(IReadOnlyList<string> commands, Func<string> cause)
    {
        if (commands.Count == 0) faults.Enqueue($"{cause()}: no command came.");
        foreach (var sql in commands)
        {
            if (!seen.TryAdd(sql, true)) continue;
            foreach (var fault in Judged.GetOrAdd(sql, static text => TSqlNames.Faults(text, Schema))) faults.Enqueue($"{cause()}: {fault}\n{sql}");
        }
    }

    private static DbContextOptions<MarketDb> MakeOptions()
    {
        var options = new DbContextOptionsBuilder<MarketDb>();
        options.UseSqlServerMarket("Server=nowhere;Database=market");
        options.AddInterceptors(NoServer.Instance);
        return options.Options;
    }

    /// <summary>Gives each parameter some value; none is null where it need not be, because null is asked for in other words.</summary>
    private sealed class ParameterValues(Dictionary<string, object?> values) : ExpressionVisitor
    {
        protected override Expression VisitExtension(Expression node)
        {
            if (node is QueryParameterExpression parameter) values[parameter.Name] = Some(Nullable.GetUnderlyingType(parameter.Type) ?? parameter.Type);
            return node is QueryParameterExpression or EntityQueryRootExpression ? node : base.VisitExtension(node);
        }

        private static object Some(Type type) => type == typeof(string) ? "" : RuntimeHelpers.GetUninitializedObject(type);
    }

    /// <summary>Puts the sets of another context in the place of those that a query was built on, also inside its lambdas.</summary>
    private sealed class MoveRoots(MarketDb to) : ExpressionVisitor
    {
        private readonly IAsyncQueryProvider provider = to.GetService<IAsyncQueryProvider>();

        protected override Expression VisitExtension(Expression node) =>
            node is EntityQueryRootExpression root ? new EntityQueryRootExpression(provider, to.Model.FindEntityType(root.EntityType.ClrType)!) : base.VisitExtension(node);

        protected override Expression VisitMember(MemberExpression node) =>
            node.Type.IsAssignableTo(typeof(IQueryable)) ? Visit(((IQueryable)ValueOf(node)!).Expression) : base.VisitMember(node);

        /// <summary>A set of a context, or a query that a local variable holds. Read and not compiled, which each query would pay for.</summary>
        private static object? ValueOf(Expression node) => node switch
        {
            ConstantExpression constant => constant.Value,
            MemberExpression { Member: FieldInfo field } of => field.GetValue(of.Expression is null ? null : ValueOf(of.Expression)),
            MemberExpression { Member: PropertyInfo property } of => property.GetValue(of.Expression is null ? null : ValueOf(of.Expression)),
            _ => Expression.Lambda(node).Compile(preferInterpretation: true).DynamicInvoke(),
        };
    }
}
