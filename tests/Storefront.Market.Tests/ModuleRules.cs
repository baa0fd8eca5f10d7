using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.CompilerServices;
using System.Xml.Linq;
using Storefront.Data;

namespace Storefront.Market.Tests;

/// <summary>Which module of the business may lean on which, read from the compiled code: signatures and method bodies alike, so that
/// a name written out in full and a set of <see cref="MarketDb"/> count as a <c>using</c> line does.</summary>
public sealed class ModuleRules
{
    /// <summary>What everyone may use: the primitives, the database, the signed-in actor and the audit log. Nobody leans on Disputes, Checkout or Reviews.</summary>
    private static readonly string[] Everyones = ["Primitives", "Data", "Accounts", "Trust"];

    private static readonly Dictionary<string, string[]> MayLeanOn = new()
    {
        ["Primitives"] = [],
        ["Languages"] = [],
        ["Data"] = [],
        ["Trust"] = [],
        ["Addresses"] = ["Languages", "Shipping"],
        ["Accounts"] = ["Addresses", "Merchants", "Notices", "Shipping"],
        ["Notices"] = ["Languages"],
        ["Ledger"] = [],
        ["Merchants"] = ["Ledger", "Shipping"],
        ["Catalog"] = ["Languages", "Merchants"],
        ["Pricing"] = ["Catalog"],
        ["Customs"] = ["Catalog", "Merchants", "Pricing", "Shipping"],
        ["Fees"] = ["Catalog", "Customs", "Merchants", "Shipping"],
        ["Payments"] = ["Ledger"],
        ["Payouts"] = ["Ledger", "Merchants", "Notices", "Orders", "Payments", "Pricing"],
        ["Shipping"] = ["Customs", "Ledger", "Merchants"],
        ["Orders"] = ["Addresses", "Catalog", "Customs", "Discounts", "Languages", "Ledger", "Merchants", "Notices", "Payments", "Pricing", "Shipping"],
        ["Reviews"] = ["Catalog", "Orders"],
        ["Checkout"] = ["Catalog", "Customs", "Discounts", "Fees", "Merchants", "Orders", "Payments", "Pricing", "Shipping"],
        ["Chargebacks"] = ["Ledger", "Merchants", "Orders", "Payments", "Shipping"],
        ["Reconciliation"] = ["Chargebacks", "Ledger", "Orders", "Payments", "Payouts"],
        ["Returns"] = ["Catalog", "Chargebacks", "Customs", "Languages", "Ledger", "Merchants", "Notices", "Orders", "Payments", "Pricing", "Shipping"],
        ["Discounts"] = ["Merchants"],
        ["Disputes"] = ["Catalog", "Chargebacks", "Ledger", "Merchants", "Orders", "Payments", "Returns", "Shipping"],
    };

    private static readonly Dictionary<string, string[]> ProjectsMayReference = new()
    {
        ["Storefront.Market"] = [],
        ["Storefront.Web"] = ["Storefront.Connectors", "Storefront.Data.Postgres", "Storefront.Data.SqlServer", "Storefront.Data.Sqlite", "Storefront.Market", "Storefront.Office", "Storefront.Search"],
    };

    private static readonly Assembly Business = typeof(MarketDb).Assembly;

    private static readonly Dictionary<short, OpCode> OpCodesByValue =
        typeof(OpCodes).GetFields(BindingFlags.Public | BindingFlags.Static).Select(f => (OpCode)f.GetValue(null)!).ToDictionary(o => o.Value);

    [Fact]
    public void A_module_leans_only_on_the_modules_that_it_may()
    {
        var broken = Business.GetTypes()
            .Where(t => t != typeof(MarketDb) && !IsIn(t, typeof(MarketDb)) && ModuleOf(t) is not null)
            .SelectMany(t => Used(t).Select(u => (From: t, To: u)))
            .Where(x => x.To.Assembly == Business && x.To != typeof(MarketDb) && ModuleOf(x.To) is not null)
            .Where(x => !IsAllowed(ModuleOf(x.From)!, ModuleOf(x.To)!))
            .Select(x => $"{ModuleOf(x.From)} -> {ModuleOf(x.To)}: {Outer(x.From).Name} uses {Outer(x.To).Name}")
            .Distinct().Order(StringComparer.Ordinal).ToList();

        Assert.True(broken.Count == 0, string.Join('\n', broken));
    }

    [Fact]
    public void Every_module_has_its_rule_and_no_rule_names_one_that_is_gone()
    {
        var modules = Business.GetTypes().Select(ModuleOf).OfType<string>().Distinct().Order(StringComparer.Ordinal);

        Assert.Equal(MayLeanOn.Keys.Order(StringComparer.Ordinal), modules);
        Assert.DoesNotContain(MayLeanOn.Values.SelectMany(m => m), m => m is "Disputes" or "Checkout" or "Reviews" || !MayLeanOn.ContainsKey(m));
    }

    [Fact]
    public void Projects_reference_the_business_alone_and_the_host_all_of_them()
    {
        var projects = Directory.GetFiles(Path.Combine(Root(), "src"), "*.csproj", SearchOption.AllDirectories);

        Assert.Equal(8, projects.Length);
        foreach (var project in projects)
        {
            var name = Path.GetFileNameWithoutExtension(project);
            var references = XDocument.Load(project).Descendants("ProjectReference").Select(r => Path.GetFileNameWithoutExtension(r.Attribute("Include")!.Value.Replace('\\', '/'))).Order(StringComparer.Ordinal);
            Assert.Equal(ProjectsMayReference.GetValueOrDefault(name, ["Storefront.Market"]), references);
        }
    }

    [Fact]
    public void The_business_knows_no_web_and_no_brand_of_database()
    {
        var names = Business.GetReferencedAssemblies().Select(a => a.Name!).ToList();

        Assert.DoesNotContain(names, n => n.Contains("Npgsql") || n.Contains("Sqlite") || n.Contains("SqlClient") || n.Contains("SqlServer"));
        Assert.DoesNotContain(names, n => n.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal) && !n.Contains("Identity"));
    }

    private static bool IsAllowed(string from, string to) => from == to || Everyones.Contains(to) || MayLeanOn[from].Contains(to);

    /// <summary>The first part of the namespace; types of the root namespace are the primitives. Null for what the compiler made.</summary>
    private static string? ModuleOf(Type type) => Outer(type).Namespace?.Split('.') switch
    {
        ["Storefront"] => "Primitives",
        ["Storefront", var module, ..] => module,
        _ => null,
    };

    private static Type Outer(Type type)
    {
        while (type.DeclaringType is { } outer) type = outer;
        return type;
    }

    private static bool IsIn(Type type, Type outer) => Outer(type) == outer;

    private static IEnumerable<Type> Used(Type type)
    {
        const BindingFlags own = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
        var members = new List<Type?> { type.BaseType };
        members.AddRange(type.GetInterfaces());
        members.AddRange(type.GetFields(own).Select(f => f.FieldType));
        foreach (var method in type.GetMethods(own).Cast<MethodBase>().Concat(type.GetConstructors(own)))
        {
            members.AddRange(method.GetParameters().Select(p => p.ParameterType));
            if (method is MethodInfo { ReturnType: var returned }) members.Add(returned);
            members.AddRange(InBody(method));
        }

        return members.OfType<Type>().SelectMany(Parts);
    }

    private static IEnumerable<Type?> InBody(MethodBase method)
    {
        if (method.GetMethodBody() is not { } body) yield break;
        foreach (var local in body.LocalVariables) yield return local.LocalType;
        foreach (var token in Tokens(body.GetILAsByteArray()!))
        {
            var typeArguments = method.DeclaringType is { IsGenericType: true } generic ? generic.GetGenericArguments() : null;
            var member = method.Module.ResolveMember(token, typeArguments, method.IsGenericMethod ? method.GetGenericArguments() : null);
            if (member is Type type) yield return type;
            if (member is null or Type) continue;
            yield return member.DeclaringType;
            if (member is FieldInfo field) yield return field.FieldType;
            if (member is MethodInfo called)
            {
                yield return called.ReturnType;
                foreach (var argument in called.GetGenericArguments()) yield return argument;
            }
        }
    }

    /// <summary>The tokens of types, fields and methods in a method's code.</summary>
    private static IEnumerable<int> Tokens(byte[] code)
    {
        for (var at = 0; at < code.Length;)
        {
            var value = (short)code[at++];
            if (value == 0xFE) value = (short)(0xFE00 | code[at++]);
            var operand = OpCodesByValue[value].OperandType;
            if (operand is OperandType.InlineMethod or OperandType.InlineField or OperandType.InlineType or OperandType.InlineTok) yield return BitConverter.ToInt32(code, at);
            at += operand switch
            {
                OperandType.InlineNone => 0,
                OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
                OperandType.InlineVar => 2,
                OperandType.InlineI8 or OperandType.InlineR => 8,
                OperandType.InlineSwitch => 4 + (4 * BitConverter.ToInt32(code, at)),
                _ => 4,
            };
        }
    }

    private static IEnumerable<Type> Parts(Type type)
    {
        if (type.HasElementType) return Parts(type.GetElementType()!);
        return type.IsGenericType ? type.GetGenericArguments().SelectMany(Parts).Append(type) : [type];
    }

    private static string Root([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../.."));
}
