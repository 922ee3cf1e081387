import Basics
import Solving

extension Workflow {
  public static let formats = [
    "DS3: a job file (job_name, add_new_tasks, comm_vol) and a platform file (add_new_resource, comm_band) in one text",
    "JSON: {\"clusters\", \"jobs\"} with tasks, their times on each cluster, and arcs with volumes",
    "WfFormat JSON of WfCommons, with --processors and, for transfers, --bandwidth",
    "STG, the Standard Task Graph Set: the number of tasks, then 'id time n predecessors'; with --processors",
  ]

  public static func recognises(_ source: SourceText) -> Bool {
    guard source.isText() else { return false }
    return ChipReader.recognises(source) || WorkflowDocument.recognises(source) || TraceReader.recognises(source)
      || GraphReader.recognises(source)
  }

  public static let questions = [
    Parameter(
      "processors", .integer(1...Platform.elementLimit),
      "so many equal processors, for formats that name none; 4 unless said"),
    Parameter(
      "bandwidth", .number(0.001...1e15),
      "volume that passes from processor to processor in a unit of time (WfFormat: bytes a millisecond)"),
    Parameter("objective", .name, "makespan, or latency: the sum of what jobs take from their release"),
  ]

  public static func parse(_ source: SourceText) throws(InputError) -> Instance {
    try read(source, processors: nil, bandwidth: nil)
  }

  /// The same with the processors that the question names.
  public static func read(_ source: SourceText, _ arguments: Arguments) throws(InputError) -> Instance {
    try read(
      source, processors: arguments.givenInteger("processors"), bandwidth: arguments.givenNumber("bandwidth"))
  }

  private static func read(
    _ source: SourceText, processors: Int?, bandwidth: Double?
  ) throws(InputError) -> Instance {
    try source.checkIsText()
    // What is JSON and no trace is meant as our own.
    let isDocument = source.firstByte == UInt8(ascii: "{") && !TraceReader.recognises(source)
    if ChipReader.recognises(source) || isDocument {
      guard processors == nil, bandwidth == nil else {
        throw InputError(file: source.name, "--processors and --bandwidth are for graphs without a platform")
      }
      return isDocument
        ? try WorkflowDocument.read(source, name: source.stem) : try chip(source)
    }
    let platform = Platform(
      processors: processors ?? usualProcessors, transfers: .uniform(bandwidth, clusters: 1))
    var instance =
      TraceReader.recognises(source)
      ? try TraceReader.read(source, on: platform) : try GraphReader.read(source, on: platform)
    if processors == nil {
      instance.warnings = ["the graph names no processors: \(usualProcessors) are taken; --processors says how many"]
    }
    return instance
  }

  private static let usualProcessors = 4

  public static func warnings(of instance: Instance) -> [String] { instance.warnings }

  private static func chip(_ source: SourceText) throws(InputError) -> Instance {
    let text = try ChipText(source)
    guard text.hasPlatform, !text.jobs.isEmpty else {
      let (found, other) = text.hasPlatform ? ("a platform", "jobs") : ("jobs", "a platform")
      throw InputError(
        file: source.name, line: nil, expected: "jobs and their platform in one text",
        found: "\(found) without \(other)")
    }
    return try ChipText.instance(of: text.jobs.map { ($0, 0) }, named: source.stem, on: text, file: source.name)
  }

  public static func asking(_ arguments: Arguments, of instance: Instance) throws(SolveOptionError) -> Instance {
    guard let word = arguments.name("objective") else { return instance }
    guard let aim = Aim(rawValue: word) else {
      throw .unfit("--objective", reason: "it takes makespan or latency, not '\(word)'")
    }
    var asked = instance
    asked.aim = aim
    return asked
  }
}
