import Basics
import Solving

extension Tardiness: CollectionReading {
  public static let formats = [
    "text: the number of jobs, then a line a job of 'p d', 'p d w' or 'p d w r'; several one after the other as FILE#k",
    "OR-Library weighted tardiness: for each instance all p, all w, all d; FILE#k, --jobs N where N cannot be told",
    "CSV with a header line that names the columns p, d and, where given, w, r and name (or 'due date' and the like)",
  ]

  /// Text shows itself by the count alone on its first line, CSV by its header, and the OR-Library's files by lines of
  /// many numbers that split into processing times, weights and due dates.
  public static func recognises(_ source: SourceText) -> Bool {
    guard source.isText() else { return false }
    switch Shape(of: source) {
    case .text(let next):
      guard let next else { return false }
      return (2...4).contains(next.count) && next.allSatisfy { Int($0) != nil }
    case .table: return JobTable.recognises(source)
    case .numbers:
      switch (try? WeightedSetReader(source))?.layout {
      case .sure: return true
      // The lines of a plain matrix fit as well; what is a project or a shop from first to last is none of ours.
      case .byLines, .open: return !ResourceProject.recognises(source) && !JobShop.recognises(source)
      case .some(.none), nil: return false
      }
    case nil: return false
    }
  }

  public static let readingQuestion: String? = "jobs"

  public static let questions = [
    Parameter(
      "jobs", .integer(1...JobListReader.countLimit), "the number of jobs of each instance in the OR-Library's layout")
  ]

  /// The same where the question says how many jobs an instance of the OR-Library's layout has.
  public static func read(_ source: SourceText, _ arguments: Arguments) throws(InputError) -> Instance {
    guard let count = arguments.givenInteger("jobs") else { return try parse(source) }
    try source.checkIsText()
    guard case .numbers = Shape(of: source) else {
      throw InputError(
        file: source.name, "--jobs goes with the OR-Library's layout, and this file says its jobs itself")
    }
    return try instance(of: source, WeightedSetReader(source, jobCount: count))
  }

  private static func instance(of source: SourceText, _ reader: WeightedSetReader) throws(InputError) -> Instance {
    let jobs = try reader.read()
    return try instance(of: source) { () throws(InvalidInstance) in
      try Instance(name: name(of: source), jobs: jobs, warnings: reader.warnings)
    }
  }

  private static func name(of source: SourceText) -> String {
    source.stem + (source.selection.map { "#\($0)" } ?? "")
  }

  /// - Throws: the first place where the text is not the format, a missing or impossible selection among several
  ///   instances, or numbers that do not make an instance.
  public static func parse(_ source: SourceText) throws(InputError) -> Instance {
    try source.checkIsText()
    let name = name(of: source)
    let jobs: [Job]
    switch Shape(of: source) {
    case .text: jobs = try JobListReader.read(source)
    case .table: return try JobTable.read(source, named: name)
    case .numbers: return try instance(of: source, WeightedSetReader(source))
    case nil: throw InputError(file: source.name, line: nil, expected: "the number of jobs", found: "an empty file")
    }
    return try instance(of: source) { () throws(InvalidInstance) in try Instance(name: name, jobs: jobs) }
  }

  static func instance(
    of source: SourceText, _ make: () throws(InvalidInstance) -> Instance
  ) throws(InputError) -> Instance {
    do { return try make() } catch { throw InputError(file: source.name, "\(error)") }
  }

  /// The text of `instance`, which `parse` reads back: columns p and d, and w and r as far as they are needed.
  public static func text(of instance: Instance) -> String {
    let columns = instance.hasReleaseDates ? 4 : instance.isUnweighted ? 2 : 3
    var text = "# \(instance.name)\n\(instance.jobCount)\n"
    for job in instance.jobs {
      let numbers = [job.processingTime, job.dueDate, job.weight, job.releaseDate]
      text += numbers.prefix(columns).map(String.init).joined(separator: " ") + "\n"
    }
    return text
  }

  /// Which format it must be, from the first line.
  private enum Shape {
    /// One number on the first line; what is on the second.
    case text(next: [String]?)
    /// Many numbers.
    case numbers
    /// Words.
    case table

    init?(of source: SourceText) {
      var lines = LineReader(source)
      guard let first = lines.next() else { return nil }
      if first.text.unicodeScalars.contains(where: \.properties.isAlphabetic)
        || first.text.contains(where: ",;".contains)
      {
        self = .table
      } else if first.tokens.count == 1 {
        self = .text(next: lines.next()?.tokens)
      } else {
        self = .numbers
      }
    }
  }
}
