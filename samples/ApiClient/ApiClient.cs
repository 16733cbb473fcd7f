using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;

namespace Samples;

internal static class ApiClient
{
    private const int Success = 0;
    private const int Failure = 1;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    public static async Task<int> RunAsync(Uri portal, string? key, FileInfo file, string policy, CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(key))
            return Fail("Set SYSCSV_API_KEY to an API key with the scope operate; the portal's settings make one.");
        if (!file.Exists)
            return Fail("There is no such file.");

        // An upload takes as long as it takes.
        using var client = new HttpClient { BaseAddress = portal, Timeout = Timeout.InfiniteTimeSpan };
        client.DefaultRequestHeaders.Authorization = new("Bearer", key);
        try
        {
            var import = await UploadAsync(client, file, policy, cancellationToken);
            import = await EndedAsync(client, import, cancellationToken);
            Print(import);
            return import.State == "completed" ? Success : Failure;
        }
        catch (HttpRequestException exception)
        {
            return Fail(exception.Message);
        }
    }

    private static async Task<Import> UploadAsync(HttpClient client, FileInfo file, string policy, CancellationToken cancellationToken)
    {
        // With the same key a request that broke off can be sent again: there will be one import.
        var idempotencyKey = Guid.NewGuid().ToString();
        for (var attempt = 1; ; attempt++)
        {
            await using var content = file.OpenRead();
            using var request = new HttpRequestMessage(HttpMethod.Post, $"api/v1/imports?policy={Uri.EscapeDataString(policy)}") { Content = new StreamContent(content) };
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("text/csv");
            request.Headers.Add("X-File-Name", Uri.EscapeDataString(file.Name));
            request.Headers.Add("Idempotency-Key", idempotencyKey);
            try
            {
                using var answer = await client.SendAsync(request, cancellationToken);
                return await ReadAsync(answer, cancellationToken);
            }
            catch (HttpRequestException exception) when (exception.StatusCode is null && attempt < 3)
            {
                Console.Error.WriteLine("The connection broke; sending the file again.");
            }
        }
    }

    private static async Task<Import> EndedAsync(HttpClient client, Import import, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(Pause);
        while (import.State is not ("completed" or "cancelled" or "refused"))
        {
            await timer.WaitForNextTickAsync(cancellationToken);
            using var answer = await client.GetAsync(new Uri($"api/v1/imports/{import.Id}", UriKind.Relative), cancellationToken);
            import = await ReadAsync(answer, cancellationToken);
        }

        return import;
    }

    private static async Task<Import> ReadAsync(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        if (answer.IsSuccessStatusCode)
            return (await answer.Content.ReadFromJsonAsync<Import>(cancellationToken))!;

        var problem = answer.Content.Headers.ContentType?.MediaType == "application/problem+json"
            ? (await answer.Content.ReadFromJsonAsync<Problem>(cancellationToken))?.Detail
            : null;
        throw new HttpRequestException(problem ?? $"The portal answers {(int)answer.StatusCode}.", null, answer.StatusCode);
    }

    private static void Print(Import import)
    {
        if (import.Message is not null)
            Console.WriteLine(import.Message);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"""
            {import.FileName}: {import.State}, {import.Records:N0} records
              {import.Counts.Inserted,10:N0} new contacts
              {import.Counts.Updated,10:N0} updated
              {import.Counts.Duplicate,10:N0} duplicates
              {import.Counts.Rejected,10:N0} rejected
              {import.Counts.Failed,10:N0} failed
            """));
    }

    private static int Fail(string message)
    {
        Console.Error.WriteLine(message);
        return Failure;
    }

    private sealed record Import(Guid Id, string State, string? FileName, long? Records, string? Message, Counts Counts);

    private sealed record Counts(long Inserted, long Updated, long Duplicate, long Rejected, long Failed);

    private sealed record Problem(string? Detail);
}
