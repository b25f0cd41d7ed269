namespace ServerlessAssist.Shared.Streams;

/// <summary>
/// Marks rules: functions from values to values, which see no storage, clock, logger, chance or task.
/// A test reads the compiled code of every marked type, and that every stream is decided and evolved by marked types.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class PureRulesAttribute : Attribute;
