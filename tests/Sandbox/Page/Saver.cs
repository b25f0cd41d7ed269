namespace ServerlessAssist.Sandbox.Page;

/// <summary>Saves what changed, at most once a second and away from whoever changed it.</summary>
internal sealed class Saver : IAsyncDisposable
{
    private static readonly TimeSpan Apart = TimeSpan.FromSeconds(1);
    private readonly Func<bool> _isChanged;
    private readonly Action _save;
    private readonly Action<string> _say;
    private readonly CancellationTokenSource _ended = new();
    private readonly Task _saving;
    private string _said = "";

    /// <param name="isChanged">Asked once a second.</param>
    public Saver(Func<bool> isChanged, Action save, Action<string> say)
    {
        (_isChanged, _save, _say) = (isChanged, save, say);
        _saving = Task.Run(Run);
    }

    private async Task Run()
    {
        while (!_ended.IsCancellationRequested)
        {
            if (_isChanged()) Save();
            await Task.Delay(Apart, TimeProvider.System, _ended.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Saves now. What cannot be written is said, once for each reason, and tried again.</summary>
    public void Save()
    {
        try
        {
            _save();
            _said = "";
        }
        catch (Exception full) when (full is IOException or UnauthorizedAccessException)
        {
            if (_said != full.Message) _say($"What stands on the phones cannot be saved: {full.Message}");
            _said = full.Message;
        }
    }

    /// <summary>Stops looking, and saves a last time.</summary>
    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync();
        await _saving;
        Save();
        _ended.Dispose();
    }
}
