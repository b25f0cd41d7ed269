using System.Globalization;
using System.Reflection;
using System.Text.Json.Nodes;
using Microsoft.Azure.Functions.Worker;
using ServerlessAssist.Functions.Cases.Api;
using ServerlessAssist.Functions.People;
using ServerlessAssist.Functions.Referrals.Api;
using ServerlessAssist.Functions.Referrals.CaseFiles;

namespace ServerlessAssist.Functions.Api;

/// <summary>The OpenAPI 3.1 document, made from the functions themselves: their triggers and <see cref="OperationAttribute"/>s.</summary>
public static class ApiDocument
{
    /// <summary>Where versioned routes begin.</summary>
    public const string Version = "v1/";

    private static readonly string[] JsonType = ["application/json"];

    private static readonly Lazy<string> Made = new(() => Make().ToJsonString());

    public static string Json => Made.Value;

    /// <summary>Every operation that the functions describe.</summary>
    internal static IEnumerable<(string Function, HttpTriggerAttribute Trigger, OperationAttribute Operation)> Operations() =>
        from type in typeof(ApiDocument).Assembly.GetExportedTypes()
        from method in type.GetMethods(BindingFlags.Public | BindingFlags.Instance)
        let function = method.GetCustomAttribute<FunctionAttribute>()
        let trigger = method.GetParameters().Select(parameter => parameter.GetCustomAttribute<HttpTriggerAttribute>()).FirstOrDefault(one => one is not null)
        let operation = method.GetCustomAttribute<OperationAttribute>()
        where function is not null && trigger is not null && operation is not null
        orderby trigger.Route, function.Name
        select (function.Name, trigger, operation);

    private static JsonObject Make()
    {
        var paths = new JsonObject();
        foreach (var (function, trigger, operation) in Operations())
        {
            var path = paths[$"/{trigger.Route}"] as JsonObject;
            if (path is null) paths[$"/{trigger.Route}"] = path = [];
            foreach (var method in trigger.Methods!) path[method] = Describe(function, trigger.Route!, method, operation);
        }
        return new JsonObject
        {
            ["openapi"] = "3.1.0",
            ["info"] = new JsonObject
            {
                ["title"] = "ServerlessAssist", ["version"] = "1", ["license"] = new JsonObject { ["name"] = "MIT", ["identifier"] = "MIT" },
                ["description"] = "Referrals of people who need assistance, for other systems. A change (POST, DELETE) carries an Idempotency-Key; the same again counts once and is answered the same. A refused call was not done, and is decided anew when it comes again. What fails is answered with problem+json and a code that stays:\n\n"
                    + string.Join('\n', ApiProblem.All.Select(one => string.Create(CultureInfo.InvariantCulture, $"- {one.Status} `{one.Code}`: {one.What}"))),
            },
            ["servers"] = new JsonArray(new JsonObject { ["url"] = "/api" }),
            ["security"] = new JsonArray(
                new JsonObject { ["functionKey"] = new JsonArray(), ["organisationKey"] = new JsonArray() }, new JsonObject { ["functionKey"] = new JsonArray(), ["staffToken"] = new JsonArray() }),
            ["paths"] = paths,
            ["components"] = new JsonObject
            {
                ["securitySchemes"] = new JsonObject
                {
                    ["functionKey"] = new JsonObject { ["type"] = "apiKey", ["in"] = "header", ["name"] = "x-functions-key", ["description"] = "Opens the door: the platform's key." },
                    ["organisationKey"] = new JsonObject { ["type"] = "apiKey", ["in"] = "header", ["name"] = "X-Api-Key", ["description"] = "Says which organisation's system calls." },
                    ["staffToken"] = new JsonObject { ["type"] = "http", ["scheme"] = "bearer", ["bearerFormat"] = "JWT", ["description"] = "Says who of the staff calls: an Entra ID access token." },
                },
                ["schemas"] = ApiSchemas.Schemas(),
            },
        };
    }

    private static JsonObject Describe(string function, string route, string method, OperationAttribute operation)
    {
        // A change; what is said anew (put) needs no key.
        var (isChange, isOfOne) = (method is "post" or "delete", route.Contains("{reference}", StringComparison.Ordinal));
        var isRead = function is nameof(ReadReferral) or nameof(ReadConsents);
        var parameters = new JsonArray();
        if (isOfOne) parameters.Add(Parameter("reference", "path", "The referral's reference, e.g. RA-7F3K-9.", "string", true));
        if (route.Contains("{number}", StringComparison.Ordinal)) parameters.Add(Parameter("number", "path", "The message's number.", "string", true));
        if (route.Contains("{id}", StringComparison.Ordinal)) parameters.Add(Parameter("id", "path", "As it was answered or listed.", "string", true));
        if (isChange) parameters.Add(Parameter("Idempotency-Key", "header", "8 to 64 characters, chosen once for this call.", "string", true));
        if (isChange && isOfOne) parameters.Add(Parameter("If-Match", "header", "The ETag that was read: nothing is done when it has changed since.", "string", false));
        if (isRead) parameters.Add(Parameter("If-None-Match", "header", "The ETag that is held: 304 while it is the same.", "string", false));
        foreach (var name in operation.Query) parameters.Add(ApiSchemas.Query(name));
        var described = new JsonObject
        {
            ["operationId"] = function, ["summary"] = operation.Summary,
            ["description"] = $"{Needs(operation)} {(operation.Rights.Count == 0 ? "It is about the caller alone." : $"The right: {string.Join(", or ", operation.Rights.Select(Named))}.")}", ["parameters"] = parameters,
        };
        if (operation.Body is { } body) described["requestBody"] = new JsonObject { ["required"] = true, ["content"] = Content(operation.BodyTypes, body) };
        var responses = new JsonObject { ["200"] = Response("As asked.", operation.AnswerTypes, operation.Answer) };
        if (function is nameof(OpenReferral) or nameof(OpenCaseFile)) responses["201"] = Response("Opened now.", operation.AnswerTypes, operation.Answer);
        if (function == nameof(ShareCaseFile)) responses["202"] = Response("A second person is asked; nothing has left.", JsonType, "SecondAwaited");
        if (isRead) responses["304"] = new JsonObject { ["description"] = "What you hold is what stands." };
        foreach (var group in ApiProblem.All.Where(one => Fails(one.Status, isChange, isOfOne, operation)).GroupBy(one => one.Status))
            responses[group.Key.ToString(CultureInfo.InvariantCulture)] = Response($"A problem: {string.Join(", ", group.Select(one => one.Code))}.", ["application/problem+json"], "Problem");
        described["responses"] = responses;
        return described;
    }

    private static string Needs(OperationAttribute operation) => operation.Scope switch
    {
        Scopes.None => "Needs no scope.",
        Scopes.SignedIn => $"Needs a person's token (the scope {Scopes.SignedIn}, which no key has).",
        _ => $"Needs the scope {operation.Scope}.",
    };

    /// <summary>As the table of rights calls it, e.g. <c>manage referral</c>.</summary>
    private static string Named(Permission right) => string.Concat(right.ToString().Select((unit, at) => char.IsAsciiLetterUpper(unit) ? $"{(at > 0 ? " " : "")}{char.ToLowerInvariant(unit)}" : $"{unit}"));

    private static bool Fails(int status, bool isChange, bool isOfOne, OperationAttribute operation) => status switch
    {
        400 => isChange || operation.Body is not null || operation.Query.Length > 0,
        403 => operation.Scope.Length > 0,
        404 => isOfOne || operation.Answer is "Places" or "Invited" or "StaffDone" or "Webhook" or "WebhookSecret" or "WebhookDone" or "Deliveries",
        409 => isChange,
        412 => isChange && isOfOne,
        429 => operation.Answer is "Opened" or "CasesOpened" || operation.Body == "Note",
        413 or 415 => isChange || operation.Body is not null,
        _ => true,
    };

    private static JsonObject Parameter(string name, string where, string what, string type, bool required) =>
        new() { ["name"] = name, ["in"] = where, ["required"] = required, ["description"] = what, ["schema"] = new JsonObject { ["type"] = type } };

    private static JsonObject Response(string what, string[] types, string schema) => new() { ["description"] = what, ["content"] = Content(types, schema) };

    private static JsonObject Content(string[] types, string schema) => new([.. types.Select(type => new KeyValuePair<string, JsonNode?>(
        type, new JsonObject { ["schema"] = new JsonObject { ["$ref"] = $"#/components/schemas/{schema}" }, ["example"] = ApiExamples.All()[schema]?.DeepClone() }))]);
}
