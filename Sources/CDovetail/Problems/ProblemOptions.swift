/// How an instance is to be solved, as far as it can be said without a look at the instance.
struct ProblemOptions: Sendable {
  let common: CommonOptions
  let engine: String
  let heuristic: String?
  /// As results show objectives, levels between commas.
  let objectiveLimit: String?
  /// "heuristic", "none", or the text of a solution file.
  let warmStart: String

  private static let keys = CommonOptions.keys + ["engine", "heuristic", "objectiveLimit", "warmStart"]

  /// A number, or one a level.
  private enum Limit: Decodable {
    case number(Double)
    case levels([Int])

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if let levels = try? container.decode([Int].self) {
        self = .levels(levels)
      } else {
        self = .number(try container.decode(Double.self))
      }
    }

    var text: String {
      switch self {
      case .levels(let levels): levels.map(String.init).joined(separator: ",")
      case .number(let number): Int(exactly: number).map(String.init) ?? "\(number)"
      }
    }
  }

  /// - Parameter text: in JSON, or NULL.
  init(_ text: UnsafePointer<CChar>?) throws(CallFailure) {
    let options = try OptionReader(text, known: Self.keys)
    common = try CommonOptions(options)
    engine = try options.value("engine", "auto, native or cp") ?? "auto"
    guard ["auto", "native", "cp"].contains(engine) else {
      throw CallFailure(.invalidArgument, "the engine is auto, native or cp, not '\(engine)'")
    }
    heuristic = try options.value("heuristic", "the name of a heuristic")
    let limit: Limit? = try options.value("objectiveLimit", "a number, or a list of whole numbers")
    objectiveLimit = limit?.text
    warmStart = try options.value("warmStart", "heuristic, none, or a solution file as text") ?? "heuristic"
  }
}
