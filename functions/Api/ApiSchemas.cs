using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization.Metadata;
using ServerlessAssist.Functions.Cases;
using ServerlessAssist.Functions.Cases.Api;
using ServerlessAssist.Functions.People;
using ServerlessAssist.Functions.People.Api;
using ServerlessAssist.Functions.People.Configuration;
using ServerlessAssist.Functions.Referrals;
using ServerlessAssist.Functions.Referrals.Api;
using ServerlessAssist.Functions.Referrals.CaseFiles;
using ServerlessAssist.Functions.Webhooks;
using ServerlessAssist.Functions.Webhooks.Api;
using ServerlessAssist.Shared.Messaging;

namespace ServerlessAssist.Functions.Api;

/// <summary>The shapes of bodies and answers, with an example each in <see cref="ApiExamples"/>. Answers' come from their types; bodies' are written here, with the words that their readers take.</summary>
internal static class ApiSchemas
{
    public static JsonObject Schemas() => new()
    {
        ["NewReferral"] = Body(["region", "urgency", "age", "sex", "languages", "needs", "consent"], new()
        {
            ["region"] = Text(40), ["point"] = Optional(60), ["origin"] = Optional(60),
            ["urgency"] = Words(["immediate", "urgent", "routine"]), ["age"] = Words(["adult", "child"]), ["sex"] = Words(["female", "male", "other", "unknown"]),
            ["languages"] = Several(PeopleFile.Spoken), ["needs"] = Several(PeopleFile.Needs),
            ["consent"] = Body(["referral"], new() { ["referral"] = new JsonObject { ["type"] = "boolean" }, ["override"] = Optional(300) }),
            ["contact"] = Optional(300), ["name"] = Optional(100), ["externalReference"] = Optional(40),
        }),
        ["Close"] = Body(["reason"], new() { ["reason"] = Words(CloseReasons.All) }),
        ["Assign"] = Body(["service"], new() { ["service"] = Words(PeopleFile.Needs), ["provider"] = Optional(40) }),
        ["Answer"] = Body(["answer"], new() { ["answer"] = Words(["accept", "decline"]), ["reason"] = Words(DeclineReasons.All) }),
        ["Places"] = Body(["places"], new() { ["places"] = new JsonObject { ["type"] = "integer", ["minimum"] = 0, ["maximum"] = 10_000 } }),
        ["HandOver"] = Body(["region", "basis"], new() { ["region"] = Text(40), ["basis"] = Words(ShareBases.All) }),
        ["Merge"] = Body(["into"], new() { ["into"] = Text(20) }), ["TellApart"] = Body(["from"], new() { ["from"] = Text(20) }),
        ["Note"] = Body(["text"], new() { ["text"] = Text(TalkRules.Longest) }),
        ["Identification"] = Body(["answer"], new() { ["answer"] = Words(AnswerJointly.Answers) }), ["Need"] = Body(["need"], new() { ["need"] = Words(PeopleFile.Needs) }),
        ["PassOn"] = Body(["reason"], new() { ["reason"] = Words(DeclineReasons.All) }),
        ["Caseworker"] = Body(["person"], new() { ["person"] = Text(40) }), ["Person"] = Body(["person"], new() { ["person"] = Text(40) }),
        ["Consent"] = Body(["purpose", "answer"], new() { ["purpose"] = Words(Purposes.All), ["answer"] = Words(RecordConsent.Answers) }),
        ["Invitation"] = Body([], new()
        {
            ["person"] = Optional(40), ["role"] = Words(Roles.Names), ["organisation"] = Text(40), ["regions"] = new JsonObject { ["type"] = "array", ["maxItems"] = 300, ["items"] = Text(40) },
            ["language"] = Words(LanguageFile.All.Keys.Order(StringComparer.Ordinal)), ["callName"] = Text(16),
        }),
        ["Duty"] = Body(["region", "day"], new() { ["region"] = Text(40), ["day"] = new JsonObject { ["type"] = "string", ["format"] = "date" } }), ["SwapAnswer"] = Body(["answer"], new() { ["answer"] = Words(AnswerSwap.Answers) }),
        ["ApprovalAnswer"] = Body(["answer"], new() { ["answer"] = Words(AnswerApproval.Answers) }), ["Approvals"] = Of(StaffApiJson.Default.ApprovalList), ["ApprovalDone"] = Of(StaffApiJson.Default.ApprovalDone),
        ["Absence"] = Body([], new() { ["until"] = new JsonObject { ["type"] = new JsonArray("string", "null"), ["format"] = "date-time" } }), ["Quiet"] = Body([], new() { ["from"] = Optional(5), ["until"] = Optional(5) }),
        ["Duplicates"] = Of(ApiJson.Default.DuplicateList), ["Notes"] = Of(ApiJson.Default.NoteList), ["Regions"] = Of(ApiJson.Default.RegionList), ["Caseworkers"] = Of(ApiJson.Default.CaseworkerList),
        ["Consents"] = Of(ApiJson.Default.ConsentList), ["Accompanied"] = Of(ApiJson.Default.AccompaniedList),
        ["Invited"] = Of(StaffApiJson.Default.InvitedShown), ["Invitations"] = Of(StaffApiJson.Default.InvitationList), ["StaffDone"] = Of(StaffApiJson.Default.StaffDone), ["Rota"] = Of(StaffApiJson.Default.RotaShown),
        ["Swap"] = Of(StaffApiJson.Default.SwapShown), ["Swaps"] = Of(StaffApiJson.Default.SwapList),
        ["NewWebhook"] = Body(["address", "events"], new() { ["address"] = new JsonObject { ["type"] = "string", ["format"] = "uri", ["maxLength"] = 500 }, ["events"] = Several(HookEvents.All) }),
        ["Webhook"] = Of(HookAnswersJson.Default.HookShown), ["WebhookSecret"] = Of(HookAnswersJson.Default.HookSecretShown), ["WebhookDone"] = Of(HookAnswersJson.Default.HookDone), ["Deliveries"] = Of(HookAnswersJson.Default.DeliveryList),
        ["ShareCase"] = Body(["with", "basis", "format"], new() { ["with"] = Text(100), ["basis"] = Words(ShareBases.All), ["format"] = Words(CaseTable.Formats), ["approval"] = Optional(40) }),
        ["CaseFile"] = new JsonObject { ["type"] = "string", ["description"] = "Names of fields in the first row, a row a case." },
        ["CasesOpened"] = Of(CaseFileJson.Default.CasesOpened), ["SecondAwaited"] = Of(CaseFileJson.Default.SecondAwaited),
        ["Opened"] = Of(ReferralAnswerJson.Default.ReferralAnswer), ["Done"] = Of(ApiJson.Default.Done), ["Referral"] = Of(ApiJson.Default.ReferralShown), ["History"] = Of(ReferralAnswerJson.Default.ReferralHistory),
        ["ReferralList"] = Of(ApiJson.Default.ReferralList), ["Providers"] = Of(ApiJson.Default.ProviderList), ["Me"] = Of(ApiJson.Default.Me),
        ["Problem"] = new JsonObject
        {
            ["type"] = "object", ["required"] = new JsonArray("title", "status", "code"),
            ["properties"] = new JsonObject
            {
                ["type"] = Plain("string"), ["title"] = Plain("string"), ["status"] = Plain("integer"), ["detail"] = Plain("string"), ["traceId"] = Plain("string"),
                ["code"] = Words([.. ApiProblem.All.Select(one => one.Code)]),
                ["errors"] = new JsonObject { ["type"] = "object", ["additionalProperties"] = new JsonObject { ["type"] = "array", ["items"] = Plain("string") } },
            },
        },
    };

    public static JsonObject Query(string name) => name switch
    {
        "service" => Parameter("service", "What the person needs.", Words(PeopleFile.Needs), Required),
        "status" => Parameter("status", "Only those.", Words(ListReferrals.Statuses)),
        "limit" => Parameter("limit", "How many a page may hold.", new JsonObject { ["type"] = "integer", ["minimum"] = 1, ["maximum"] = 200, ["default"] = 50 }),
        "delivery-cursor" => Parameter("cursor", "The next of the page before.", new JsonObject { ["type"] = "string", ["pattern"] = "^msg_[0-9a-f]{12}_[0-9]+$" }),
        "cursor" => Parameter("cursor", "The next of the page before.", new JsonObject { ["type"] = "string", ["pattern"] = "^[0-9a-f]{64}$" }),
        "region" => Parameter("region", "Which; for a coordinator of several, or where a file's cases are referred.", Text(40)),
        "urgency" => Parameter("urgency", "Of all cases of the file.", Words(["immediate", "urgent", "routine"])),
        "needs" => Parameter("needs", "Of all cases of the file, separated by semicolons.", Text(200)),
        "dryRun" => Parameter("dryRun", "Only look.", Words(["true", "false"])),
        "days" => Parameter("days", "How many, from today on.", new JsonObject { ["type"] = "integer", ["minimum"] = 1, ["maximum"] = 31, ["default"] = 7 }),
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "It is not described."),
    };

    private static readonly KeyValuePair<string, JsonNode?>[] Required = [new("required", true)];

    private static JsonObject Parameter(string name, string what, JsonObject schema, params KeyValuePair<string, JsonNode?>[] more)
    {
        var parameter = new JsonObject { ["name"] = name, ["in"] = "query", ["description"] = what, ["schema"] = schema };
        foreach (var (key, value) in more) parameter[key] = value?.DeepClone();
        return parameter;
    }

    private static JsonObject Body(string[] required, JsonObject properties) => new()
    {
        ["type"] = "object", ["additionalProperties"] = false, ["required"] = new JsonArray([.. required.Select(name => (JsonNode)name)]), ["properties"] = properties,
    };

    /// <summary>What the serializer writes, and leaves out where it is null.</summary>
    private static JsonObject Of(JsonTypeInfo type) => (JsonObject)type.GetJsonSchemaAsNode(new JsonSchemaExporterOptions
    {
        TreatNullObliviousAsNonNullable = true,
        TransformSchemaNode = (context, schema) =>
        {
            if (schema is JsonObject described && described["required"] is JsonArray required)
                foreach (var name in required.Where(name => context.TypeInfo.Properties.Any(one => one.Name == (string?)name && one.IsGetNullable)).ToList()) required.Remove(name);
            return schema;
        },
    });

    private static JsonObject Plain(string type) => new() { ["type"] = type };

    private static JsonObject Text(int most) => new() { ["type"] = "string", ["minLength"] = 1, ["maxLength"] = most };

    private static JsonObject Optional(int most) => new() { ["type"] = new JsonArray("string", "null"), ["minLength"] = 1, ["maxLength"] = most };

    private static JsonObject Words(IEnumerable<string> words) => new() { ["type"] = "string", ["enum"] = new JsonArray([.. words.Select(word => (JsonNode)word)]) };

    private static JsonObject Several(IEnumerable<string> words) => new() { ["type"] = "array", ["minItems"] = 1, ["uniqueItems"] = true, ["items"] = Words(words) };
}
