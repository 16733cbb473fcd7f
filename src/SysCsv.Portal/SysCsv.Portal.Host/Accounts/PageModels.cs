namespace SysCsv.Portal.Host.Accounts;

/// <param name="Local">Whether there are accounts with passwords here.</param>
/// <param name="Provider">The name of the provider of OpenID Connect; null if there is none.</param>
public sealed record SignInModel(string ReturnUrl, bool Local, string? Provider, string? Name = null, string? Problem = null);

/// <param name="Token">The token of the link; null if it is not valid.</param>
public sealed record NewPasswordModel(
    string Title, string Action, string? Token, string? User = null, string? Name = null, bool HasName = false, string? Problem = null);

public sealed record SignOutModel(string? Name);

/// <param name="IsSignedOut">Whether to lead to the sign-in, not to the portal.</param>
public sealed record MessageModel(string Title, string? Problem = null, string? Done = null, bool IsSignedOut = false);

public sealed record UserLine(string Id, string Name, string Role, DateTimeOffset Created, bool Locked);

public sealed record RemoveUserModel(string Id, string Name, int RevalidateSeconds);

/// <param name="Link">A link to set a password with, shown once.</param>
public sealed record UsersModel(
    IReadOnlyList<UserLine> Users, int RevalidateSeconds, string? Link = null, string? LinkFor = null, string? Problem = null, string? Done = null);
