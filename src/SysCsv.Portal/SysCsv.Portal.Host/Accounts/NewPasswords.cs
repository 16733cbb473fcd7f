using Microsoft.AspNetCore.Identity;

namespace SysCsv.Portal.Host.Accounts;

/// <summary>Says in a sentence what is wrong with a new name or password, before anything is changed.</summary>
internal sealed class NewPasswords(UserManager<PortalUser> users)
{
    public async Task<string?> FaultAsync(PortalUser user, string? password, string? repeat)
    {
        if (password != repeat)
            return "The two passwords are not the same.";

        var results = new List<IdentityResult>();
        foreach (var validator in users.UserValidators)
            results.Add(await validator.ValidateAsync(users, user));
        foreach (var validator in users.PasswordValidators)
            results.Add(await validator.ValidateAsync(users, user, password));
        return results.Find(result => !result.Succeeded) is { } failed ? Sentence(failed) : null;
    }

    public static string Sentence(IdentityResult result) => string.Join(" ", result.Errors.Select(error => error.Description));
}
