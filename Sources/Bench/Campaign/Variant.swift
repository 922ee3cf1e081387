/// An engine with its options, under a name.
public struct Variant: Hashable, Sendable {
  public struct Option: Hashable, Sendable {
    public let key: String
    /// Empty for a flag.
    public let value: String
  }

  public let name: String
  public let engine: String
  /// In the order given.
  public let options: [Option]

  /// - Parameter text: `[NAME=]ENGINE[:KEY=VALUE,...]`, such as `native:workers=2,seed=1` or `base=glpk`. Without a
  ///   name, the text is the name. A key is an option of `dovetail solve` without its dashes.
  /// - Throws: `BenchError` of usage.
  public init(_ text: String) throws(BenchError) {
    let colon = text.firstIndex(of: ":") ?? text.endIndex
    let head = text[..<colon]
    if let mark = head.firstIndex(of: "=") {
      name = String(head[..<mark])
      engine = String(head[head.index(after: mark)...])
    } else {
      name = text
      engine = String(head)
    }
    let isWord = { (word: Substring) in
      !word.isEmpty && word.allSatisfy { $0.isLetter || $0.isNumber || $0 == "-" || $0 == "_" || $0 == "." }
    }
    guard !name.isEmpty, isWord(engine[...]) else {
      throw BenchError(.usage, "a variant is [NAME=]ENGINE[:KEY=VALUE,...], not '\(text)'")
    }
    var options: [Option] = []
    if colon < text.endIndex {
      for part in text[text.index(after: colon)...].split(separator: ",", omittingEmptySubsequences: false) {
        let pieces = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        guard isWord(pieces[0]) else {
          throw BenchError(.usage, "the variant '\(text)' has '\(part)' where KEY=VALUE is expected")
        }
        options.append(Option(key: String(pieces[0]), value: pieces.count > 1 ? String(pieces[1]) : ""))
      }
    }
    self.options = options
    for option in options where Self.ours.contains(option.key) {
      throw BenchError(.usage, "the variant '\(text)' sets '\(option.key)', which the campaign sets for all")
    }
    guard Set(options.map(\.key)).count == options.count else {
      throw BenchError(.usage, "the variant '\(text)' sets an option twice")
    }
  }

  /// A variant that was kept, or that stands for somebody else's solver.
  public init(name: String, definition: String) throws(BenchError) {
    let parsed = try Variant(definition)
    self.init(name: name, engine: parsed.engine, options: parsed.options)
  }

  private init(name: String, engine: String, options: [Option]) {
    self.name = name
    self.engine = engine
    self.options = options
  }

  /// `ENGINE[:KEY=VALUE,...]`, which makes this variant again.
  public var definition: String {
    engine + (options.isEmpty ? "" : ":")
      + options.map { $0.value.isEmpty ? $0.key : "\($0.key)=\($0.value)" }.joined(separator: ",")
  }

  subscript(key: String) -> String? { options.first { $0.key == key }?.value }

  /// A variant that sets its own seed runs once an instance, whatever seeds the campaign has.
  public var seed: UInt64? { self["seed"].flatMap(UInt64.init) }

  /// Threads of a run; one, where the variant does not say, so that results do not depend on the machine's cores.
  public var workers: Int { self["workers"].flatMap(Int.init) ?? 1 }

  /// Whether the variant asks another question than the instance's own, so that reference values do not apply.
  public var changesQuestion: Bool { options.contains { Self.question.contains($0.key) } }

  private static let question: Set = ["capacity", "mnl", "fragment", "score"]
  private static let ours: Set = ["log", "output", "plot", "time-limit", "problem", "engine"]

  /// The options of `dovetail solve`, without the instance and what the campaign sets.
  func arguments(seed: UInt64) -> [String] {
    var words = ["--engine", engine]
    if self["workers"] == nil { words += ["--workers", "1"] }
    if self["seed"] == nil { words += ["--seed", "\(seed)"] }
    for option in options { words += option.value.isEmpty ? ["--\(option.key)"] : ["--\(option.key)", option.value] }
    return words
  }
}
