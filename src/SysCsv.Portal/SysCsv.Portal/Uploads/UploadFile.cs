using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;

namespace SysCsv.Portal.Uploads;

/// <summary>Writes a file as it arrives: hashed on the way, on disk when it is whole, gone if it breaks off.</summary>
internal static class UploadFile
{
    private const int BufferSize = 128 * 1024;
    private const int NoSpaceOnUnix = 28;
    private const int NoSpaceOnWindows = 112;

    /// <returns>The size and the SHA-256 in lower-case hexadecimal.</returns>
    /// <exception cref="UploadRefusedException">The file is empty or too large, or the disk is full.</exception>
    public static async Task<(long Size, string Sha256)> WriteAsync(
        Stream body, string part, string path, long maxBytes, CancellationToken cancellationToken)
    {
        try
        {
            var written = await WritePartAsync(body, part, maxBytes, cancellationToken);
            File.Move(part, path);
            return written;
        }
        catch (IOException exception) when (IsFull(exception))
        {
            throw new UploadRefusedException(507, "The disk of the server is full. Free some space, then upload the file again.");
        }
        finally
        {
            File.Delete(part);
        }
    }

    private static async Task<(long Size, string Sha256)> WritePartAsync(Stream body, string part, long maxBytes, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            await using var file = new FileStream(part, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0, useAsync: true);
            long size = 0;
            while (await body.ReadAsync(buffer, cancellationToken) is > 0 and var read)
            {
                size += read;
                if (size > maxBytes)
                    throw new UploadRefusedException(413, string.Create(
                        CultureInfo.InvariantCulture, $"The file is larger than {maxBytes:N0} bytes, the limit that PortalOptions.MaxUploadBytes sets."));
                hash.AppendData(buffer, 0, read);
                await file.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
            }

            if (size == 0)
                throw new UploadRefusedException(400, "The file is empty.");
            file.Flush(flushToDisk: true);
            return (size, Convert.ToHexStringLower(hash.GetHashAndReset()));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static bool IsFull(IOException exception) => (exception.HResult & 0xFFFF) is NoSpaceOnUnix or NoSpaceOnWindows;
}
