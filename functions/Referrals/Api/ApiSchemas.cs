using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization.Metadata;
using ServerlessAssist.Functions.People;
using ServerlessAssist.Functions.People.Api;

namespace ServerlessAssist.Functions.Referrals.Api;

/// <summary>The shapes of bodies and answers, with an example each. Answers' come from their types; bodies' are written here, with the words that their readers take.</summary>
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

    public static JsonObject Examples() => JsonNode.Parse("""
        {
          "NewReferral": { "region": "al-north", "point": "Morina", "origin": "XK", "urgency": "urgent", "age": "adult", "sex": "female", "languages": ["sq"], "needs": ["shelter", "medical"], "consent": { "referral": true }, "contact": "Ask at the front desk" },
          "Close": { "reason": "completed" },
          "Assign": { "service": "shelter", "provider": "house-lake" },
          "Answer": { "answer": "decline", "reason": "full" },
          "Places": { "places": 2 },
          "Opened": { "reference": "RA-7F3K-9", "status": "alerted" },
          "Done": { "reference": "RA-7F3K-9", "what": "close" },
          "Referral": { "reference": "RA-7F3K-9", "status": "assigned", "region": "al-north", "point": "Morina", "urgency": "urgent", "age": "adult", "sex": "female", "languages": ["sq"], "needs": ["shelter"], "opened": "2026-03-02T08:00:00+00:00", "next": "2026-03-02T08:30:00+00:00", "possible": ["accept", "assign", "close"], "offers": [{ "service": "shelter", "provider": "house-lake", "status": "open" }] },
          "History": { "reference": "RA-7F3K-9", "status": "taken", "urgency": "urgent", "history": [{ "at": "2026-03-02T08:00:00+00:00", "what": "referred", "by": "your organisation" }] },
          "ReferralList": { "referrals": [{ "reference": "RA-7F3K-9", "status": "alerted", "urgency": "urgent", "opened": "2026-03-02T08:00:00+00:00", "due": "2026-03-02T08:30:00+00:00" }], "next": "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef" },
          "Providers": { "providers": [{ "provider": "house-lake", "label": "Lake", "free": 2, "why": ["near", "language"] }] },
          "Me": { "organisation": "ngo-kukes", "role": "referrer", "regions": [], "scopes": ["referrals:write", "referrals:read"], "key": "5af998351318" },
          "Problem": { "type": "https://tools.ietf.org/html/rfc9110#section-15.5.10", "title": "Conflict", "status": 409, "detail": "A colleague has taken it.", "code": "taken-by-other" }
        }
        """)!.AsObject();

    public static JsonObject Query(string name) => name switch
    {
        "service" => Parameter("service", "What the person needs.", Words(PeopleFile.Needs), Required),
        "status" => Parameter("status", "Only those.", Words(ListReferrals.Statuses)),
        "limit" => Parameter("limit", "How many a page may hold.", new JsonObject { ["type"] = "integer", ["minimum"] = 1, ["maximum"] = 200, ["default"] = 50 }),
        "cursor" => Parameter("cursor", "The next of the page before.", new JsonObject { ["type"] = "string", ["pattern"] = "^[0-9a-f]{64}$" }),
        "region" => Parameter("region", "For a coordinator of several regions: which.", Text(40)),
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
