using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ServerlessAssist.Functions.Privacy.Retention;

/// <summary>What is kept why and how long, as the settings have it now.</summary>
public sealed class ShowRetention(RetentionSettings settings)
{
    [Function(nameof(ShowRetention))]
    public IResult Run([HttpTrigger(AuthorizationLevel.Admin, "get", Route = "operations/retention")] HttpRequest request) =>
        Results.Json(settings.Table.Select(one =>
            new { kind = one.Kind, purpose = one.Rule.Purpose, setting = one.Setting, days = one.Days, after = one.Rule.Until }));
}
