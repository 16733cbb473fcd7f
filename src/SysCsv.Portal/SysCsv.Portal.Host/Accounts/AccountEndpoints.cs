namespace SysCsv.Portal.Host.Accounts;

/// <summary>Maps the pages of accounts.</summary>
internal static class AccountEndpoints
{
    public static void MapAccounts(this IEndpointRouteBuilder endpoints)
    {
        var account = endpoints.MapGroup("/account").ExcludeFromDescription();
        account.AddEndpointFilter<FormForgeryFilter>();
        SignInEndpoints.Map(account);
        SetUpEndpoints.Map(account);
        PasswordEndpoints.Map(account);
        UserEndpoints.Map(account);
        if (endpoints.ServiceProvider.GetRequiredService<ExternalProvider>().Name is not null)
            ExternalEndpoints.Map(account);
    }
}
