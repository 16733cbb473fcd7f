using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace SysCsv.Benchmarks.Portal;

/// <summary>A program that uses the portal's API with a key.</summary>
internal sealed class ApiProgram(Uri url, string key)
{
    private readonly HttpClient _client = new() { BaseAddress = url, Timeout = TimeSpan.FromMinutes(30), DefaultRequestHeaders = { Authorization = new("Bearer", key) } };

    /// <summary>Imports a file, and returns when the last row is accounted for.</summary>
    public async Task<Guid> ImportAsync(string file)
    {
        await using var content = File.OpenRead(file);
        var import = await PostAsync("/api/v1/imports", new StreamContent(content));
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(500));
        while ((await _client.GetFromJsonAsync<JsonElement>($"/api/v1/imports/{import}")).GetProperty("state").GetString() != "completed")
            await timer.WaitForNextTickAsync();
        return import;
    }

    /// <summary>Uploads that many bytes, which are made on the way.</summary>
    public Task<Guid> UploadAsync(long bytes) => PostAsync("/api/v1/uploads", new MadeContent(bytes));

    private async Task<Guid> PostAsync(string path, HttpContent content)
    {
        content.Headers.ContentType = new("text/csv");
        using var answer = (await _client.PostAsync(path, content)).EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetGuid();
    }

    private sealed class MadeContent(long bytes) : HttpContent
    {
        protected override async Task SerializeToStreamAsync(Stream stream, System.Net.TransportContext? context)
        {
            var block = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("somebody@example.com,Some Body,Somewhere\n", 1_600)));
            for (var left = bytes; left > 0; left -= block.Length)
                await stream.WriteAsync(block.AsMemory(0, (int)Math.Min(left, block.Length)));
        }

        protected override bool TryComputeLength(out long length)
        {
            length = bytes;
            return true;
        }
    }
}
