namespace ServerlessAssist.Functions.Cases.Erasing;

/// <summary>
/// What a module has to do when a person is erased, beside the streams that are defined as the person's: those are erased without it.
/// Called with the key of each of the person's cases, after its streams were marked and before they are destroyed.
/// Each call may be repeated, also by another process after one that died.
/// </summary>
public interface IPersonErasure
{
    /// <summary>Gives free what others hold for the person.</summary>
    /// <returns>False: storage has not said whether all is free; to be tried again.</returns>
    Task<bool> ReleaseElsewhere(string key, CancellationToken stop);

    /// <summary>By what the carrier's copies of texts about the person are recognised. The same at each call: a marked stream does not change.</summary>
    Task<TextsAbout> TextsAbout(string key, CancellationToken stop);

    /// <summary>Forgets what staff have typed about the person and not sent.</summary>
    /// <returns>How many are still being written, and have to wait; 0: all is forgotten.</returns>
    Task<int> ForgetUnsent(string key, CancellationToken stop);
}
