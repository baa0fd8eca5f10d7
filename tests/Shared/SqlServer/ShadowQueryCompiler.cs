#pragma warning disable EF1001 // The one place at which EF Core hands over a query before it belongs to a database is internal to it.
using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Query;
using Microsoft.EntityFrameworkCore.Query.Internal;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Storefront.Testing.SqlServer;

/// <summary>Shows each query to the <see cref="SqlServerShadow"/> and then runs it as usual.</summary>
internal sealed class ShadowQueryCompiler(
    IQueryContextFactory queryContextFactory,
    ICompiledQueryCache compiledQueryCache,
    ICompiledQueryCacheKeyGenerator compiledQueryCacheKeyGenerator,
    IDatabase database,
    IDiagnosticsLogger<DbLoggerCategory.Query> logger,
    ICurrentDbContext currentContext,
    IEvaluatableExpressionFilter evaluatableExpressionFilter,
    IModel model,
    IDbContextOptions options)
    : QueryCompiler(queryContextFactory, compiledQueryCache, compiledQueryCacheKeyGenerator, database, logger, currentContext, evaluatableExpressionFilter, model)
{
    private readonly SqlServerShadow shadow = options.FindExtension<CoreOptionsExtension>()!.ApplicationServiceProvider!.GetRequiredService<SqlServerShadow>();

    public override TResult Execute<TResult>(Expression query)
    {
        shadow.Query(query, typeof(TResult));
        return base.Execute<TResult>(query);
    }

    public override TResult ExecuteAsync<TResult>(Expression query, CancellationToken cancellationToken = default)
    {
        shadow.Query(query, typeof(TResult));
        return base.ExecuteAsync<TResult>(query, cancellationToken);
    }

    /// <summary>Compiled once in a process, and so shown to the first market alone that asks for it.</summary>
    public override Func<QueryContext, TResult> CreateCompiledQuery<TResult>(Expression query)
    {
        shadow.Query(query, typeof(TResult), isCompiled: true);
        return base.CreateCompiledQuery<TResult>(query);
    }

    public override Func<QueryContext, TResult> CreateCompiledAsyncQuery<TResult>(Expression query)
    {
        shadow.Query(query, typeof(TResult), isCompiled: true);
        return base.CreateCompiledAsyncQuery<TResult>(query);
    }
}
