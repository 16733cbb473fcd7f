using SysCsv.Imports;

namespace SysCsv.Portal.Api.Models;

/// <summary>Lists in parts.</summary>
internal static class Paging
{
    public const int MaxSize = 1_000;

    public static int Check(int? size) => size switch
    {
        null => 50,
        >= 1 and <= MaxSize => size.Value,
        _ => throw new BadInputException($"The size of a page is 1 to {MaxSize}."),
    };

    public static PageModel<TModel> Of<T, TModel>(Page<T> page, Func<T, TModel> model) => new([.. page.Items.Select(model)], page.Next);
}
