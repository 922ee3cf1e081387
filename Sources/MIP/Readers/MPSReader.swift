import Basics

/// Reads MPS files, free or fixed.
///
/// A file is free where its words make sense so; names with blanks make sense by columns only, and the file is then of
/// the fixed form. Where readers differ, this one goes with most: integer columns without any bound are 0 or 1, a
/// negative upper bound takes the lower bound 0 away, a right side of the objective is its constant's negative, the
/// first free row is the objective and others are rows without sides, and numbers from 1e20 on are infinite as sides and
/// bounds.
public enum MPSReader {
  /// - Throws: the first thing that is wrong: file, line, what was expected and what was found.
  /// - Complexity: linear in the text.
  public static func read(_ source: SourceText) throws(InputError) -> ModelFile {
    let free = Result { () throws(InputError) in try pass(source, .free) }
    guard case .failure(let error) = free else { return try free.get() }
    let fixed = Result { () throws(InputError) in try pass(source, .fixed) }
    // The form that makes sense of more is the one that is meant.
    if case .failure(let other) = fixed, (other.line ?? 0) <= (error.line ?? 0) { throw error }
    return try fixed.get()
  }

  private static func pass(_ source: SourceText, _ form: MPSForm) throws(InputError) -> ModelFile {
    var pass = MPSPass(source, form)
    return try pass.run()
  }
}

/// The sections of MPS files that are read.
enum MPSSection: String {
  case name = "NAME"
  case sense = "OBJSENSE"
  case objective = "OBJNAME"
  case rows = "ROWS"
  case columns = "COLUMNS"
  case sides = "RHS"
  case ranges = "RANGES"
  case bounds = "BOUNDS"
  case end = "ENDATA"

  /// Sections of more than linear models.
  static let others: Set = [
    "QSECTION", "QUADOBJ", "QMATRIX", "QCMATRIX", "CSECTION", "SOS", "SOS1", "SOS2", "SETS", "INDICATORS", "GENCONS",
    "LAZYCONS", "USERCUTS", "PWLOBJ", "PWLNAM", "PWLCON", "SCENARIOS",
  ]
}

/// Where the words of a line stand.
enum MPSForm {
  /// Between blanks.
  case free
  /// In columns 2-3, 5-12, 15-22, 25-36, 40-47 and 50-61.
  case fixed

  /// The first places of the fields, from 0.
  private static let fields = [1, 4, 14, 24, 39, 49]
  private static let gaps = [3, 12, 13, 22, 23, 37, 38, 47, 48]

  /// - Returns: false where the line is not of this form.
  func split(_ line: Range<Int>, of lines: ByteLines, into words: inout [Range<Int>]) -> Bool {
    guard self == .fixed else {
      lines.split(line, into: &words)
      return true
    }
    words.removeAll(keepingCapacity: true)
    let bytes = lines.source.bytes
    if bytes[line].contains(UInt8(ascii: "\t")) { return false }
    for gap in Self.gaps where gap < line.count && bytes[line.lowerBound + gap] != UInt8(ascii: " ") { return false }
    for (index, first) in Self.fields.enumerated() where first < line.count {
      let next = index + 1 < Self.fields.count ? Self.fields[index + 1] : line.count
      var start = line.lowerBound + first
      var end = min(line.lowerBound + next, line.upperBound)
      while start < end, bytes[start] == UInt8(ascii: " ") { start += 1 }
      while start < end, bytes[end - 1] == UInt8(ascii: " ") { end -= 1 }
      if start < end { words.append(start..<end) }
    }
    return true
  }
}
