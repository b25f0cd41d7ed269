using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using Microsoft.OpenApi.Reader;
using ServerlessAssist.Functions.Api.Authentication;
using ServerlessAssist.Functions.People;

namespace ServerlessAssist.Functions.Api.Document;

/// <summary>The OpenAPI 3.1 document, made from the operations and the types that they name; once, when it is asked for first.</summary>
public sealed class ApiDocument
{
    /// <summary>Where versioned routes begin.</summary>
    public const string Version = "v1/";

    private const string ProblemType = "application/problem+json";

    private const string About =
        "Referrals of people who need assistance, for other systems. A change (POST, DELETE) carries an Idempotency-Key; the same "
        + "again counts once and is answered the same. "
        + "A refused call was not done, and is decided anew when it comes again. "
        + "What fails is answered with problem+json and a code that stays:";

    private readonly ApiOperations _operations;
    private readonly Lazy<string> _json;

    public ApiDocument(ApiOperations operations) => (_operations, _json) = (operations, new(() => Write(Make())));

    public string Json => _json.Value;

    private static string Write(OpenApiDocument document)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        document.SerializeAsV31(new OpenApiJsonWriter(text, new OpenApiJsonWriterSettings { Terse = true }));
        return text.ToString();
    }

    private OpenApiDocument Make()
    {
        var document = new OpenApiDocument
        {
            Info = new()
            {
                Title = "ServerlessAssist", Version = "1", License = new() { Name = "MIT", Identifier = "MIT" },
                    Description = $"{About}\n\n{Problems()}",
            },
            Servers = [new() { Url = "/api" }],
            Components = new(),
            Paths = [],
        };
        AddKeys(document);
        foreach (var type in Types()) Add(document, type);
        foreach (var path in _operations.All.GroupBy(one => one.Route))
        {
            var item = new OpenApiPathItem();
            foreach (var operation in path) item.AddOperation(HttpMethod.Parse(operation.Method), Describe(document, operation));
            document.Paths.Add($"/{path.Key}", item);
        }
        return document;
    }

    private string Problems() =>
        string.Join('\n',
            _operations.Problems.Select(one => string.Create(CultureInfo.InvariantCulture, $"- {one.Status} `{one.Code}`: {one.What}")));

    private static void AddKeys(OpenApiDocument document)
    {
        document.AddComponent("functionKey", new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.ApiKey, In = ParameterLocation.Header, Name = "x-functions-key",
            Description = "Opens the door: the platform's key.",
        });
        document.AddComponent("organisationKey", new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.ApiKey, In = ParameterLocation.Header, Name = "X-Api-Key",
            Description = "Says which organisation's system calls.",
        });
        document.AddComponent("staffToken", new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.Http, Scheme = "bearer", BearerFormat = "JWT",
            Description = "Says who of the staff calls: an Entra ID access token.",
        });
        document.Security = [With("organisationKey"), With("staffToken")];

        OpenApiSecurityRequirement With(string key) => new()
        {
            [new OpenApiSecuritySchemeReference("functionKey", document)] = [], [new OpenApiSecuritySchemeReference(key, document)] = [],
        };
    }

    private IEnumerable<Type> Types() => _operations.All.Select(one => one.Declared)
        .SelectMany(one => new[] { one.Body, one.Answer, one.AcceptedAnswer }).OfType<Type>().Append(typeof(ProblemAnswer)).Distinct();

    private void Add(OpenApiDocument document, Type type)
    {
        var declared = ApiSchemas.Declared(type);
        var schema = declared.File is { } file ? new JsonObject { ["type"] = "string", ["description"] = file } : Schema(type);
        if (type == typeof(ProblemAnswer)) schema["properties"]!["code"]!["enum"] = Codes();
        document.AddComponent(declared.Name, Read(schema));
    }

    private JsonArray Codes() => [.. _operations.Problems.Select(one => (JsonNode)one.Code)];

    private JsonObject Schema(Type type) => ApiSchemas.Of(
        _operations.Modules.SelectMany(module => module.Json).Select(context => context.GetTypeInfo(type))
        .FirstOrDefault(one => one is not null)
        ?? throw new InvalidOperationException($"No module's JSON knows {type.Name}."));

    private static OpenApiSchema Read(JsonObject schema) =>
        OpenApiModelFactory.Parse<OpenApiSchema>(schema.ToJsonString(), OpenApiSpecVersion.OpenApi3_1, new OpenApiDocument(), out _,
            "json")!;

    private OpenApiOperation Describe(OpenApiDocument document, ApiOperation operation)
    {
        var declared = operation.Declared;
        return new OpenApiOperation
        {
            OperationId = operation.Function, Summary = declared.Summary, Description = $"{Needs(declared)} {Rights(declared)}",
            Parameters = [.. Parameters(operation)],
            RequestBody = declared.Body is { } body
            ? new OpenApiRequestBody { Required = true, Content = Content(document, declared.BodyTypes, body) } : null,
            Responses = Responses(document, operation),
        };
    }

    private IEnumerable<IOpenApiParameter> Parameters(ApiOperation operation)
    {
        foreach (var part in operation.Resources) yield return Parameter(part.Name, ParameterLocation.Path, part.What, isRequired: true);
        if (operation.IsChange) yield return Header("Idempotency-Key", "8 to 64 characters, chosen once for this call.", isRequired: true);
        if (operation.IsVersioned) yield return Header("If-Match", "The ETag that was read: nothing is done when it has changed since.");
        if (operation.Declared.NotModified) yield return Header("If-None-Match", "The ETag that is held: 304 while it is the same.");
        if (operation.Declared.Query is null) yield break;
        var query = Schema(operation.Declared.Query);
        foreach (var (name, schema) in query["properties"]!.AsObject())
        {
            // A query holds no null: what is not said is left out.
            if (schema!["type"] is JsonArray types) schema["type"] = types.Select(one => (string?)one).First(one => one != "null");
            if (schema["enum"] is JsonArray words) words.RemoveAll(word => word is null);
            var what = (string?)schema["description"];
            schema.AsObject().Remove("description");
            yield return new OpenApiParameter
            {
                Name = name, In = ParameterLocation.Query, Description = what, Schema = Read(schema.AsObject()),
                Required = query["required"] is JsonArray required && required.Any(one => (string?)one == name),
            };
        }
    }

    private static OpenApiParameter Header(string name, string what, bool isRequired = false) =>
        Parameter(name, ParameterLocation.Header, what, isRequired);

    private static OpenApiParameter Parameter(string name, ParameterLocation where, string what, bool isRequired) => new()
    {
        Name = name, In = where, Required = isRequired, Description = what, Schema = new OpenApiSchema { Type = JsonSchemaType.String },
    };

    private static OpenApiResponses Responses(OpenApiDocument document, ApiOperation operation)
    {
        var declared = operation.Declared;
        var responses = new OpenApiResponses { ["200"] = Response("As asked.", Content(document, declared.AnswerTypes, declared.Answer)) };
        if (declared.Created is { } created) responses["201"] = Response(created, Content(document, declared.AnswerTypes, declared.Answer));
        if (declared.Accepted is { } accepted)
            responses["202"] = Response(accepted, Content(document, ["application/json"], declared.AcceptedAnswer!));
        if (declared.NotModified) responses["304"] = Response("What you hold is what stands.", null);
        foreach (var group in operation.Problems.GroupBy(one => one.Status).OrderBy(group => group.Key))
            responses[group.Key.ToString(CultureInfo.InvariantCulture)] =
                Response($"A problem: {string.Join(", ", group.Select(one => one.Code))}.",
                    Content(document, [ProblemType], typeof(ProblemAnswer)));
        return responses;
    }

    private static OpenApiResponse Response(string what, Dictionary<string, IOpenApiMediaType>? content) =>
        new() { Description = what, Content = content };

    private static Dictionary<string, IOpenApiMediaType> Content(OpenApiDocument document, string[] types, Type schema) =>
        types.ToDictionary(type => type, IOpenApiMediaType (_) => new OpenApiMediaType
        {
            Schema = new OpenApiSchemaReference(ApiSchemas.Declared(schema).Name, document), Example = ApiSchemas.ExampleOf(schema),
        });

    private static string Needs(OperationAttribute operation) => operation.Scope switch
    {
        Scopes.None => "Needs no scope.",
        Scopes.SignedIn => $"Needs a person's token (the scope {Scopes.SignedIn}, which no key has).",
        _ => $"Needs the scope {operation.Scope}.",
    };

    private static string Rights(OperationAttribute operation) =>
        operation.Rights.Count == 0 ? "It is about the caller alone."
            : $"The right: {string.Join(", or ", operation.Rights.Select(Named))}.";

    /// <summary>As the table of rights calls it, e.g. <c>manage referral</c>.</summary>
    private static string Named(Permission right) =>
        string.Concat(right.ToString()
            .Select((unit, at) => char.IsAsciiLetterUpper(unit) ? $"{(at > 0 ? " " : "")}{char.ToLowerInvariant(unit)}" : $"{unit}"));
}
