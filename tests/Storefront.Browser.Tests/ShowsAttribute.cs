using System.Reflection;
using Microsoft.AspNetCore.Components;

namespace Storefront.Browser.Tests;

/// <summary>The pages that a test looks at, by the templates of their routes: so it is known of every page that somebody looks at it.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ShowsAttribute(params string[] templates) : Attribute
{
    public IReadOnlyList<string> Templates => templates;

    /// <summary>The routes of all pages of an assembly.</summary>
    public static IEnumerable<string> Routes(Assembly assembly) => assembly.GetTypes().SelectMany(t => t.GetCustomAttributes<RouteAttribute>(inherit: false)).Select(r => r.Template);

    public static IEnumerable<string> ShownBy(params Type[] tests) => tests.SelectMany(t => t.GetMethods()).Select(m => m.GetCustomAttribute<ShowsAttribute>()).OfType<ShowsAttribute>().SelectMany(s => s.Templates);

    /// <summary>The first of the routes that leads to a path; one that is written out goes before one with a place to fill.</summary>
    public static string? TemplateOf(string path, IEnumerable<string> routes) => routes.OrderBy(r => r.Count(c => c == '{')).FirstOrDefault(r => Matches(r.Split('/'), path.Split('?')[0].Split('/')));

    private static bool Matches(string[] template, string[] path) => template.Length == path.Length && template.Zip(path).All(p => p.First == p.Second || p.First.StartsWith('{'));
}
