import Basics

/// A linear model as a file states it.
public struct ModelFile: Sendable {
  /// Minimised: where the file maximises, costs and constant are the negatives of the file's.
  public var model: LinearModel
  /// Whether the file asks for the largest value.
  public var isMaximised: Bool
  /// What was taken in another way than the file's author may expect, in words.
  public var warnings: [String]

  /// A model with the sense of its objective in the file.
  public init(model: LinearModel, isMaximised: Bool = false, warnings: [String] = []) {
    self.model = model
    self.isMaximised = isMaximised
    self.warnings = warnings
  }
}

/// The formats in which linear models are exchanged.
public enum ModelFormat: Sendable, CaseIterable {
  /// MPS, fixed or free.
  case mps
  /// CPLEX-LP.
  case lp
  /// Pseudo-Boolean problems as in the competitions.
  case opb

  /// What the name of the file says, or else how its text begins; nil where neither says anything.
  public init?(of source: SourceText) {
    let name = source.name.lowercased()
    if name.hasSuffix(".mps") {
      self = .mps
    } else if name.hasSuffix(".lp") {
      self = .lp
    } else if name.hasSuffix(".opb") {
      self = .opb
    } else if let format = Self.content(of: source) {
      self = format
    } else {
      return nil
    }
  }

  /// Reads a file of this format.
  ///
  /// - Throws: the first thing that is wrong: file, line, what was expected and what was found.
  public func read(_ source: SourceText) throws(InputError) -> ModelFile {
    if source.bytes.starts(with: [0x1F, 0x8B]) {
      throw InputError(file: source.name, line: nil, expected: "text", found: "a file that gzip has packed; unpack it")
    }
    try source.checkIsText()
    switch self {
    case .mps: return try MPSReader.read(source)
    case .lp: return try LPReader.read(source)
    case .opb: return try OPBReader.read(source)
    }
  }

  /// MPS begins with a section in the first column, LP with the sense of its objective, and OPB with a comment of its own,
  /// with an objective that ends in a colon, or with a coefficient and a literal.
  private static func content(of source: SourceText) -> ModelFormat? {
    var lines = ByteLines(source)
    var words: [Range<Int>] = []
    while lines.number < commentLimit, let line = lines.next() {
      guard let first = line.first else { continue }
      let start = source.bytes[first]
      lines.split(line, into: &words)
      let texts = words.prefix(3).map { lines.text($0).lowercased() }
      if start == UInt8(ascii: "*") {
        if texts.first == "*", texts.count > 1, texts[1].hasPrefix("#variable") { return .opb }
        continue
      }
      guard let word = texts.first, start != UInt8(ascii: "\\"), !word.hasPrefix("\\") else { continue }
      if ["min:", "max:"].contains(word) { return .opb }
      if LPKeyword.senses[word] != nil, texts.count == 1 || texts[1] != ":" { return .lp }
      if !ByteLines.isBlank(start), MPSSection(rawValue: word.uppercased()) != nil { return .mps }
      let isTerm = texts.count > 1 && (texts[1].hasPrefix("x") || texts[1].hasPrefix("~x")) && Int(word) != nil
      return isTerm && source.bytes[line.upperBound - 1] == UInt8(ascii: ";") ? .opb : nil
    }
    return nil
  }

  /// Lines of comments that may come first.
  private static let commentLimit = 1000
}
