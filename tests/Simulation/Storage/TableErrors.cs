namespace ServerlessAssist.Simulation.Storage;

/// <remarks>https://learn.microsoft.com/rest/api/storageservices/table-service-error-codes and common-rest-api-error-codes</remarks>
internal static class TableErrors
{
    public static readonly StorageError TableAlreadyExists = new(409, "Conflict", "TableAlreadyExists", "The table specified already exists.");
    public static readonly StorageError TableNotFound = new(404, "Not Found", "TableNotFound", "The table specified does not exist.");
    public static readonly StorageError EntityAlreadyExists = new(409, "Conflict", "EntityAlreadyExists", "The specified entity already exists.");
    public static readonly StorageError ResourceNotFound = new(404, "Not Found", "ResourceNotFound", "The specified resource does not exist.");
    public static readonly StorageError UpdateConditionNotSatisfied = new(412, "Precondition Failed", "UpdateConditionNotSatisfied", "The update condition specified in the request was not satisfied.");
    public static readonly StorageError RequestBodyTooLarge = new(413, "Request Entity Too Large", "RequestBodyTooLarge", "The request body is too large and exceeds the maximum permissible limit.");
    public static readonly StorageError MethodNotAllowed = new(405, "Method Not Allowed", "MethodNotAllowed", "The requested method is not allowed on the specified resource.");

    public static readonly StorageError InvalidInput = StorageError.Bad("InvalidInput", "One of the request inputs is not valid.");
    public static readonly StorageError InvalidETag = StorageError.Bad("InvalidInput", "The etag value specified in one of the request headers is not valid. Please make sure only one etag value is specified and is valid.");
    public static readonly StorageError MissingRequiredHeader = StorageError.Bad("MissingRequiredHeader", "An HTTP header that's mandatory for this request is not specified.");
    public static readonly StorageError OutOfRangeInput = StorageError.Bad("OutOfRangeInput", "One of the request inputs is out of range.");
    public static readonly StorageError InvalidResourceName = StorageError.Bad("InvalidResourceName", "The specified resource name contains invalid characters.");
    public static readonly StorageError PropertiesNeedValue = StorageError.Bad("PropertiesNeedValue", "The values are not specified for all properties in the entity.");
    public static readonly StorageError EntityTooLarge = StorageError.Bad("EntityTooLarge", "The entity is larger than the maximum allowed size (1MB).");
    public static readonly StorageError TooManyProperties = StorageError.Bad("TooManyProperties", "The entity contains more properties than allowed. Each entity can include up to 252 properties to store data. Each entity also has 3 system properties.");
    public static readonly StorageError PropertyNameInvalid = StorageError.Bad("PropertyNameInvalid", "The property name is invalid.");
    public static readonly StorageError PropertyNameTooLong = StorageError.Bad("PropertyNameTooLong", "The property name exceeds the maximum allowed length (255).");
    public static readonly StorageError PropertyValueTooLarge = StorageError.Bad("PropertyValueTooLarge", "The property value exceeds the maximum allowed size (64KB). If the property value is a string, it is UTF-16 encoded and the maximum number of characters should be 32K or less.");
    public static readonly StorageError KeyValueTooLarge = StorageError.Bad("KeyValueTooLarge", "The key value exceeds the maximum allowed size (1KB).");

    public static readonly StorageError TooManyInTransaction = StorageError.Bad("InvalidInput", "The batch request operation exceeds the maximum 100 changes per change set.");
    public static readonly StorageError DifferentPartitions = StorageError.Bad("CommandsInBatchActOnDifferentPartitions", "All commands in a batch must operate on same entity group.");
    public static readonly StorageError DuplicateRow = StorageError.Bad("InvalidDuplicateRow", "The batch request contains multiple changes with same row key. An entity can appear only once in a batch request.");
}
