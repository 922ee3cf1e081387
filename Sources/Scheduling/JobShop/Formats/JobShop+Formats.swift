import Basics
import Solving

extension JobShop: CollectionReading {
  public static let formats = [
    "standard job-shop text: 'jobs machines', then a line a job of 'machine duration' pairs ('#' starts a comment), also "
      + "with '-1 -1' at the end of lines",
    "the same with 'jobs machines *' and the number of operations at the start of each job's line",
    "Taillard's layout: durations by job, then machines from 1, with or without his words",
    "OR-Library's collected file, an instance as FILE#k",
    "JSON: a list 'data' of operations (jsplib.org), or 'duration_matrix' and 'machines_matrix' (job_shop_lib)",
  ]

  public static func recognises(_ source: SourceText) -> Bool {
    if source.firstByte == UInt8(ascii: "{") { return ShopDocument.recognises(source) }
    guard source.isText(), !FlexibleText.isNamed(source) else { return false }
    do {
      let text = try ShopText(source)
      let header = try text.header()
      if header.isNamed || header.isGeneral { return true }
      // Other formats begin with two numbers too; a job's line has more numbers than there are machines, as a rule.
      if text.firstCount(after: header) > header.machines { return true }
      _ = try text.instance()
      return true
    } catch {
      // A collection of which none, or one that is not there, was chosen.
      return ShopText.isCollection(source)
    }
  }

  /// What the numbers may be as well, where they happen to make a job shop too.
  public static func otherReading(of source: SourceText) -> String? {
    if source.firstByte == UInt8(ascii: "{") { return nil }
    if FlexibleText.fits(source) { return "a flexible job shop of the problem '\(GeneralSchedule.name)'" }
    // Durations by job and machine, which happen to be pairs as well.
    guard let text = try? ShopText(source), let header = try? text.header(), !header.isNamed, !header.isGeneral,
      text.isMatrix(after: header)
    else { return nil }
    return "durations by job and machine, as of a flow shop, of the problem '\(GeneralSchedule.name)'"
  }

  /// - Throws: the first place where the text is not the format, a missing or impossible selection among several instances,
  ///   or numbers that do not make an instance.
  /// - Complexity: linear in the text; nothing is allocated for counts that the text does not fill.
  public static func parse(_ source: SourceText) throws(InputError) -> Instance {
    guard !source.bytes.isEmpty else {
      throw InputError(file: source.name, line: nil, expected: "a job-shop instance", found: "an empty file")
    }
    guard source.isText() else {
      throw InputError(file: source.name, line: nil, expected: "a job-shop instance as text", found: "binary data")
    }
    if FlexibleText.isNamed(source) {
      throw InputError(
        file: source.name,
        "a flexible job shop, by its name, which the problem '\(GeneralSchedule.name)' reads; here each operation has "
          + "one machine")
    }
    if source.firstByte == UInt8(ascii: "{") { return try ShopDocument.read(source) }
    return try ShopText(source).instance()
  }

  public static func warnings(of instance: Instance) -> [String] { instance.remarks }

  /// The standard text of `instance`, which `parse` reads back.
  public static func text(of instance: Instance) -> String {
    let isGeneral = instance.jobs.contains { $0.count != instance.machineCount }
    var text = "# \(instance.name)\n\(instance.jobCount) \(instance.machineCount)\(isGeneral ? " *" : "")\n"
    for operations in instance.jobs {
      if isGeneral { text += "\(operations.count)" }
      for (position, operation) in operations.enumerated() {
        text += "\(position > 0 || isGeneral ? " " : "")\(operation.machine) \(operation.duration)"
      }
      text += "\n"
    }
    return text
  }
}
