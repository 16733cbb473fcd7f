using System.Reflection;
using Microsoft.Data.SqlClient;

namespace SysCsv.Persistence.SqlServer.Tests;

/// <summary>Exceptions as the driver makes them of what a server says; it has no public way to make one.</summary>
internal static class ServerErrors
{
    public const string Text = "the text of the server";

    private const BindingFlags Hidden = BindingFlags.Instance | BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public;

    public static SqlException Exception(params int[] numbers)
    {
        var errors = (SqlErrorCollection)typeof(SqlErrorCollection).GetConstructor(Hidden, [])!.Invoke([]);
        var add = typeof(SqlErrorCollection).GetMethod("Add", Hidden)!;
        foreach (var number in numbers)
            add.Invoke(errors, [Error(number)]);
        return (SqlException)typeof(SqlException).GetMethod("CreateException", Hidden, [typeof(SqlErrorCollection), typeof(string)])!.Invoke(null, [errors, "16.0"])!;
    }

    private static object Error(int number)
    {
        var constructor = typeof(SqlError).GetConstructors(Hidden).First(constructor => constructor.GetParameters().Length >= 7);
        return constructor.Invoke([.. constructor.GetParameters().Select(parameter => Argument(parameter, number))]);
    }

    private static object? Argument(ParameterInfo parameter, int number) => parameter.Name switch
    {
        "infoNumber" => number,
        "errorClass" => (byte)16,
        "errorMessage" => Text,
        _ when parameter.ParameterType == typeof(string) => "",
        _ when parameter.ParameterType.IsValueType => Activator.CreateInstance(parameter.ParameterType),
        _ => null,
    };
}
