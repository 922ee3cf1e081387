import Basics

/// Reads rows of words into a model's contents, in one pass; the first mistake is kept, and nothing is read after it.
struct RowReader {
  var contents = RowModel()
  private(set) var failure: RowError?

  let words: UnsafeBufferPointer<Int64>
  var position = 0
  /// Where the row at hand ends.
  private(set) var end = 0
  private var row = 0
  /// What the row at hand is, for messages.
  private var title = ""

  init(_ words: UnsafeBufferPointer<Int64>) { self.words = words }

  mutating func readAll() {
    while position < words.count, failure == nil {
      readRow()
      row += 1
    }
  }

  // MARK: Mistakes

  var hasFailed: Bool { failure != nil }

  mutating func fail(_ message: String) {
    if failure == nil { failure = RowError(row: row, title.isEmpty ? message : "\(title): \(message)") }
  }

  // MARK: Rows

  private mutating func readRow() {
    title = ""
    guard words.count - position >= 2 else { return fail("expected a code and a length, found the end") }
    let (code, length) = (Int(words[position]), Int(words[position + 1]))
    position += 2
    guard length >= 0, length <= words.count - position else {
      return fail("expected a length from 0 to the \(words.count - position) words that follow, found \(length)")
    }
    end = position + length
    if code == RowCode.linear {
      readLinear()
    } else if let kind = RowCode.kind(code) {
      title = kind.keyword
      readConstraint(kind)
    } else if let code = RowCode(rawValue: code) {
      title = "\(code)"
      readDefinition(code)
    } else {
      return fail("expected the code of a row, found \(code)")
    }
    if !hasFailed, position != end {
      fail("expected the end of the row, found \(counted(end - position, "more word"))")
    }
  }

  private mutating func readDefinition(_ code: RowCode) {
    switch code {
    case .variables: readVariables()
    case .derived: readDerived()
    case .interval: readInterval()
    case .objective: readObjective()
    case .hints: readHints()
    case .group:
      let number = readWord()
      if !hasFailed, !contents.groups.enter(number) {
        fail("expected -2, -1 or a group from 0 to \(contents.groups.names.count), found \(number)")
      }
    }
  }

  private mutating func readLinear() {
    title = LinearConstraint.keyword
    let sum = readSum()
    var comparison = LinearRelation.Comparison.atMost
    choice("", &comparison)
    let conditions = readLiterals()
    if hasFailed { return }
    // Large quantities (bytes, say) come into range by their greatest common divisor.
    let form = sum.reduced(for: comparison)
    if !contents.data.isSafe(form) { return failUnsafe() }
    append(LinearConstraint(form, comparison, if: conditions))
  }

  private mutating func readConstraint<Kind: Constraint>(_ kind: Kind.Type) {
    var constraint = Kind.blank
    constraint.visitParts(&self)
    if hasFailed { return }
    if let flaw = constraint.flaw(in: contents.data) { return fail(flaw) }
    append(constraint)
  }

  private mutating func append(_ constraint: some Constraint) {
    contents.data.constraints.append(constraint)
    contents.groups.noteConstraint()
  }
}
