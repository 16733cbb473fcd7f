namespace SysCsv.Portal.Host.Accounts;

/// <summary>Where the set-up link is shown: on standard output and in no log, since logs are collected and kept.</summary>
internal class SetUpConsole
{
    public virtual void Print(string link, TimeSpan lifetime) => Console.Out.WriteLine($"""

        There is no administrator yet. Open this link within {lifetime.TotalHours:0} hours to make the first one; it works once:

            {link}

        """);
}
