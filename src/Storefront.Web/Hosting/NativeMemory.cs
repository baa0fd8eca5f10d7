using System.Runtime.InteropServices;

namespace Storefront.Web.Hosting;

/// <summary>How glibc keeps memory that is not .NET's own: the translator's of hot methods, SQLite's, OpenSSL's.</summary>
internal static class NativeMemory
{
    /// <summary><c>M_MMAP_THRESHOLD</c> in glibc's <c>malloc.h</c>.</summary>
    private const int MmapThreshold = -3;

    /// <summary>What the runtime takes at once to translate a method.</summary>
    private const int TranslatorBlock = 64 * 1024;

    private delegate int Mallopt(int setting, int value);

    /// <summary>Blocks of a translator's size and more go back to the system when they are freed. Left to itself glibc raises the limit to the largest block that was ever freed, and
    /// keeps the holes below: 10 MB in a shop that has run for a minute. Another C library has no such setting and needs none.</summary>
    public static void GiveBackWhatIsFreed()
    {
        if (NativeLibrary.TryLoad("libc.so.6", out var libc) && NativeLibrary.TryGetExport(libc, "mallopt", out var mallopt)) Marshal.GetDelegateForFunctionPointer<Mallopt>(mallopt)(MmapThreshold, TranslatorBlock);
    }
}
