import Basics
import Solving

extension GeneralSchedule: CollectionReading {
  public static let formats = [
    "JSON with the format 'dovetail-schedule': jobs, resources, tasks with modes, setups, constraints, objective",
    "JSON of PyJobShop's problem data, or of a constrained project: precedences, downtimes, windows, disjunctive pairs",
    "flexible job shops (.fjs), also with workers (.fjsw)",
    "projects with several modes (PSPLIB, MMLIB .mm), maximum lags (.sch), stores (.rcp), several projects (MPLIB)",
    "as --variant says: job shops with more rules, matrices of open, flow, hybrid, distributed and parallel shops; "
      + "Taillard's files of several instances as FILE#k",
  ]

  public static let readingQuestion: String? = "variant"

  public static let questions = [
    Parameter("variant", .name, "what the numbers of a shop file mean: \(Variant.names.joined(separator: ", "))")
  ]

  /// What is a format of a problem of its own, such as plain job shops and projects, is taken for this one where
  /// somebody says so.
  public static func recognises(_ source: SourceText) -> Bool { ScheduleReading(source).isOurs }

  /// - Throws: the first place where the text is in none of the formats, or its numbers do not make an instance.
  public static func parse(_ source: SourceText) throws(InputError) -> Instance {
    try ScheduleReading(source).instance(as: nil)
  }

  /// The same where the question may say what the numbers of a text mean that does not say it itself.
  public static func read(_ source: SourceText, _ arguments: Arguments) throws(InputError) -> Instance {
    guard let text = arguments.name("variant") else { return try parse(source) }
    guard let variant = Variant(text) else {
      throw InputError(
        file: source.name, line: nil, expected: "as --variant one of \(Variant.names.joined(separator: ", "))",
        found: TokenReader.shown(text))
    }
    if source.firstByte == UInt8(ascii: "{") {
      throw InputError(file: source.name, "--variant goes with files of plain numbers, and this one is JSON")
    }
    return try ScheduleReading(source).instance(as: variant)
  }
}
