import Basics
import Solving

/// The formats of job shops: which one a text is of, its numbers decide.
extension JobShop: CollectionReading {
  public static let formats = [
    "standard job-shop text: 'jobs machines', then a line a job of 'machine duration' pairs ('#' starts a comment); "
      + "lines may differ in length and end with '-1 -1'",
    "the same with 'jobs machines *' and the number of operations at the start of each job's line",
    "Taillard's layout: a line of times a job, then a line of machines a job, with or without headings",
    "files of several, with lines 'instance NAME' or Taillard's titles, as FILE#k",
    "JSON: jsplib.org's list of operations, and matrices 'duration_matrix' and 'machines_matrix'",
  ]

  public static func recognises(_ source: SourceText) -> Bool {
    if ShopDocument.recognises(source) || ResultsText.kind(of: source) != nil { return true }
    guard let first = source.firstByte, first != UInt8(ascii: "{"), first != UInt8(ascii: "["), source.isText(),
      !FlexibleText.isNamed(source)
    else { return false }
    // A damaged job shop is still told apart, by its first line of pairs, so that its error is useful.
    if beginsLikeOne(source) { return true }
    // Of several, one has to be chosen.
    let chosen = SourceText(name: source.name, bytes: source.bytes, selection: source.selection ?? 1)
    return (try? parse(chosen)) != nil
  }

  /// Whether it has a title of its own, or more numbers in the first job's line than there are machines: other formats
  /// begin with two numbers too.
  private static func beginsLikeOne(_ source: SourceText) -> Bool {
    var lines = LineReader(source)
    while let line = lines.next() {
      let words = line.tokens.prefix { !$0.hasPrefix("#") }
      guard let first = words.first, Int(first) != nil else {
        if words.count == 2, words[0].lowercased() == "instance" { return true }
        continue
      }
      if words.count == 3, words[2] == "*" { return true }
      guard words.count == 2, let machines = Int(words[1]), let row = lines.next()?.tokens else { return false }
      let numbers = row.prefix { !$0.hasPrefix("#") }
      return numbers.count > machines && numbers.allSatisfy { Double($0) != nil }
    }
    return false
  }

  /// What else the numbers may be, of the formats of schedules in general.
  public static func otherReading(of source: SourceText) -> String? {
    if FlexibleText.fits(source) { return "a flexible job shop of the problem '\(GeneralSchedule.name)'" }
    // No other format has so many numbers in its first lines.
    guard !beginsLikeOne(source) else { return nil }
    let others = GeneralSchedule.otherVariants(of: source)
    guard !others.isEmpty else { return nil }
    return "what --variant calls \(others.joined(separator: ", "))"
  }

  /// - Throws: the first place where the text is not the format, a missing or impossible selection among several
  ///   instances, or numbers that do not make an instance.
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
    if let kind = ResultsText.kind(of: source) {
      throw InputError(file: source.name, line: nil, expected: "a job-shop instance", found: "\(kind) of instances")
    }
    let isDocument = source.firstByte == UInt8(ascii: "{") || source.firstByte == UInt8(ascii: "[")
    return isDocument ? try document(source) : try text(source)
  }

  private static func document(_ source: SourceText) throws(InputError) -> Instance {
    if let selection = source.selection, selection > 1 {
      throw InputError(file: source.name, "has no instance \(selection); it holds 1")
    }
    let document = try ShopDocument(source)
    return try instance(
      document.name ?? source.stem, document.machineCount, document.jobs, source,
      Remark.ofNumbering(document.firstMachine))
  }

  private static func text(_ source: SourceText) throws(InputError) -> Instance {
    let block = try ShopBlock(of: ShopText(source))
    if TimesAndMachines.fits(block) {
      let matrices = try TimesAndMachines(block)
      return try instance(
        block.name, block.machineCount, try matrices.jobs(), source,
        matrices.areMachinesFirst ? [Remark.machinesFirst] : [])
    }
    if block.header.count > 2 {
      let third = block.text.numbers[block.header.numbers.lowerBound + 2]
      throw block.text.place(of: block.header).error(
        expected: "the end of the line after the counts", found: "'\(third)'")
    }
    let rows = ShopRows(block)
    let jobs = try rows.jobs()
    return try instance(
      block.name, block.machineCount, jobs, source,
      Remark.ofNumbering(rows.firstMachine) + Remark.ofEnd(jobs, block))
  }

  private static func instance(
    _ name: String, _ machineCount: Int, _ jobs: [[Operation]], _ source: SourceText, _ remarks: [String]
  ) throws(InputError) -> Instance {
    do {
      return try Instance(name: name, machineCount: machineCount, jobs: jobs, remarks: remarks)
    } catch {
      throw InputError(file: source.name, "\(error)")
    }
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

/// How a text was read where its author may have meant something else.
private enum Remark {
  static let machinesFirst =
    "the first matrix is read as the machines and the second as the times, since only so machines occur once a job"

  static func ofNumbering(_ firstMachine: Int) -> [String] {
    firstMachine == 0 ? [] : ["machines are numbered from 1 in the file, and from 0 in what is shown of it"]
  }

  /// A file that was cut off may end with a line of pairs all the same.
  static func ofEnd(_ jobs: [[JobShop.Operation]], _ block: ShopBlock) -> [String] {
    let before = jobs.dropLast()
    guard !block.isGeneral, let last = jobs.last, last.count < block.machineCount, before.count > 1,
      before.allSatisfy({ $0.count == block.machineCount })
    else { return [] }
    return [
      "the last job has \(counted(last.count, "operation")) and all others have \(block.machineCount): is the file complete?"
    ]
  }
}
