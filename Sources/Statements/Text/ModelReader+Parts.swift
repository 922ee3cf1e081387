import Basics

/// Parts of constraints as the text gives them, checked as far as they can be by themselves.
extension ModelReader {
  /// Numbers outside of tables, so that sums of a few never overflow.
  private static let numberLimit = 1 << 60

  // MARK: References

  mutating func readVariableReference() -> Int {
    readReference("x", count: data.variableCount, "a variable such as x3")
  }

  private mutating func readReference(_ letter: Character, count: Int, _ what: String) -> Int {
    guard let index = scanner.index(after: letter.asciiValue ?? 0) else {
      scanner.fail(expected: what)
      return 0
    }
    if index >= count, !scanner.hasFailed {
      let known = count == 0 ? "there are none" : "there are \(letter)0 to \(letter)\(count - 1)"
      scanner.fail("expected one that is defined before (\(known)), found \(letter)\(index)")
    }
    return index
  }

  mutating func readLiteral() -> BoolVar {
    let isNegated = scanner.take(UInt8(ascii: "!"))
    let index = readReference("x", count: data.variableCount, "a Boolean such as x3 or !x3")
    if !scanner.hasFailed, data.lower[index] < 0 || data.upper[index] > 1 {
      scanner.fail(
        "expected a Boolean, found x\(index), which is from \(data.lower[index]) to \(data.upper[index])")
    }
    // An index that was checked fits; after a mistake it may be anything.
    return BoolVar(variable: IntVar(model: 0, position: Int32(clamping: index)), isNegated: isNegated)
  }

  private mutating func readIntervalReference() -> Int {
    readReference("t", count: data.intervals.count, "an interval such as t3")
  }

  private mutating func readNumber() -> Int {
    let number = scanner.integer("a number")
    if number.magnitude > Self.numberLimit {
      scanner.fail("expected a number within -2^60 ... 2^60, found \(number)")
    }
    return number
  }

  // MARK: Sums

  /// A sum of terms, in whatever order, that stays within what is calculated exactly.
  mutating func sum() -> LinearForm {
    var form = LinearForm()
    var isOrdered = true
    var isNegative = scanner.take(UInt8(ascii: "-"))
    while !scanner.hasFailed {
      let magnitude = scanner.magnitude()
      if let index = scanner.index(after: UInt8(ascii: "x")) {
        guard index < data.variableCount else {
          scanner.fail("expected a variable that is defined before, found x\(index)")
          break
        }
        let coefficient = scanner.signed(magnitude ?? 1, isNegative: isNegative)
        isOrdered = isOrdered && coefficient != 0 && form.terms.last.map { $0.variable < index } ?? true
        form.terms.append(LinearForm.Term(variable: index, coefficient: coefficient))
      } else if let magnitude {
        let number = scanner.signed(magnitude, isNegative: isNegative)
        let (total, overflows) = form.constant.addingReportingOverflow(number)
        if overflows { failUnsafe() }
        form.constant = total
      } else {
        scanner.fail(expected: "a number or a variable such as x3")
      }
      isNegative = scanner.take(UInt8(ascii: "-"))
      if !isNegative, !scanner.take(UInt8(ascii: "+")) { break }
    }
    if scanner.hasFailed { return LinearForm() }
    if !isOrdered {
      guard let merged = form.merged() else {
        failUnsafe()
        return LinearForm()
      }
      form = merged
    }
    if !data.isSafe(form) { failUnsafe() }
    return form
  }

  private mutating func failUnsafe() {
    scanner.fail("expected a sum within -2^60 ... 2^60, found one that can leave it")
  }

  // MARK: Lists

  private mutating func expectLabel(_ label: String) {
    if !label.isEmpty { scanner.expect(label) }
  }

  /// A list in brackets; one that has a word of its own is empty where that is missing.
  private mutating func readList<Element>(
    _ label: String, separator: UInt8 = UInt8(ascii: ","), _ read: (inout ModelReader) -> Element
  ) -> [Element] {
    if !label.isEmpty, !scanner.take(label) { return [] }
    return readBrackets(separator: separator, read)
  }

  private mutating func readBrackets<Element>(
    separator: UInt8, _ read: (inout ModelReader) -> Element
  ) -> [Element] {
    var elements: [Element] = []
    guard scanner.take(UInt8(ascii: "[")) else {
      scanner.fail(expected: "'['")
      return []
    }
    if scanner.take(UInt8(ascii: "]")) { return [] }
    while !scanner.hasFailed {
      elements.append(read(&self))
      if scanner.take(UInt8(ascii: "]")) { break }
      if !scanner.take(separator) { scanner.fail(expected: "'\(Character(UnicodeScalar(separator)))' or ']'") }
    }
    return elements
  }
}

extension ModelReader: PartVisitor {
  package mutating func form(_ label: String, _ part: inout LinearForm) {
    expectLabel(label)
    part = sum()
  }

  package mutating func forms(_ label: String, _ part: inout [LinearForm]) {
    part = readList(label, separator: UInt8(ascii: ";")) { $0.sum() }
  }

  package mutating func variable(_ label: String, _ part: inout Int) {
    expectLabel(label)
    part = readVariableReference()
  }

  package mutating func variables(_ label: String, _ part: inout [Int]) {
    part = readList(label) { $0.readVariableReference() }
  }

  package mutating func literal(_ label: String, _ part: inout BoolVar) {
    expectLabel(label)
    part = readLiteral()
  }

  package mutating func literals(_ label: String, _ part: inout [BoolVar]) {
    part = readList(label) { $0.readLiteral() }
  }

  package mutating func interval(_ label: String, _ part: inout Int) {
    expectLabel(label)
    part = readIntervalReference()
  }

  package mutating func intervals(_ label: String, _ part: inout [Int]) {
    part = readList(label) { $0.readIntervalReference() }
  }

  package mutating func number(_ label: String, _ part: inout Int) {
    expectLabel(label)
    part = readNumber()
  }

  package mutating func numbers(_ label: String, _ part: inout [Int]) {
    part = readList(label) { $0.readNumber() }
  }

  package mutating func rows(_ label: String, _ part: inout [[Int]]) {
    part = readList(label) { reader in
      reader.readBrackets(separator: UInt8(ascii: ",")) { reader in
        reader.scanner.take(UInt8(ascii: "*")) ? RowList.wildcard : reader.scanner.integer("a number or '*'")
      }
    }
  }

  package mutating func choice<Choice: RawRepresentable & CaseIterable>(_ label: String, _ part: inout Choice)
  where Choice.RawValue == String {
    expectLabel(label)
    let cases = Array(Choice.allCases)
    if let place = scanner.choice(of: cases.map(\.rawValue)) { part = cases[place] }
  }
}
