/// Pieces of rows, checked as far as they can be by themselves.
extension RowReader {
  /// Numbers outside of tables, so that sums of a few never overflow.
  private static let numberLimit = 1 << 60

  mutating func readWord() -> Int {
    if failure != nil { return 0 }
    guard position < end else {
      fail("expected a further word, found the end of the row")
      return 0
    }
    defer { position += 1 }
    return Int(words[position])
  }

  /// Of elements of so many words at least, which are there.
  mutating func readCount(width: Int = 1) -> Int {
    let count = readWord()
    if hasFailed { return 0 }
    guard count >= 0, count <= (end - position) / width else {
      fail("expected the count of a list that ends within the row, found \(count)")
      return 0
    }
    return count
  }

  mutating func readList<Element>(
    width: Int = 1, _ read: (inout RowReader) -> Element
  ) -> [Element] {
    let count = readCount(width: width)
    var elements: [Element] = []
    elements.reserveCapacity(count)
    for _ in 0..<count where failure == nil { elements.append(read(&self)) }
    return elements
  }

  mutating func readVariable() -> Int {
    reference(readWord(), contents.data.variableCount, "variable")
  }

  mutating func readIntervalNumber() -> Int {
    reference(readWord(), contents.data.intervals.count, "interval")
  }

  mutating func reference(_ number: Int, _ count: Int, _ what: String) -> Int {
    if hasFailed { return 0 }
    guard number >= 0, number < count else {
      let known = count == 0 ? "where there is none" : "from 0 to \(count - 1)"
      fail("expected \(what.hasPrefix("i") ? "an" : "a") \(what) \(known), found \(number)")
      return 0
    }
    return number
  }

  mutating func readLiteral() -> BoolVar {
    let word = readWord()
    let index = reference(word < 0 ? -(word + 1) : word, contents.data.variableCount, "variable")
    if hasFailed { return .blank }
    if contents.data.lower[index] < 0 || contents.data.upper[index] > 1 || contents.open.contains(index) {
      fail(
        "expected a Boolean, found variable \(index), which is from \(contents.data.lower[index]) to "
          + "\(contents.data.upper[index])")
    }
    return BoolVar(variable: IntVar(model: 0, position: Int32(index)), isNegated: word < 0)
  }

  mutating func readLiterals() -> [BoolVar] { readList { $0.readLiteral() } }

  mutating func readNumber() -> Int {
    let number = readWord()
    if number.magnitude > Self.numberLimit { fail("expected a number within -2^60 ... 2^60, found \(number)") }
    return number
  }

  /// A sum of terms, in whatever order, whose numbers can be added and negated.
  mutating func readSum() -> LinearForm {
    let count = readWord()
    let constant = readWord()
    if hasFailed { return LinearForm() }
    guard count >= 0, count <= (end - position) / 2 else {
      fail("expected the number of terms of a sum that ends within the row, found \(count)")
      return LinearForm()
    }
    var form = LinearForm(constant: constant)
    form.terms.reserveCapacity(count)
    var isOrdered = true
    var last = -1
    var largest = constant.magnitude
    for place in stride(from: position, to: position + 2 * count, by: 2) {
      let (variable, coefficient) = (Int(words[place]), Int(words[place + 1]))
      _ = reference(variable, contents.data.variableCount, "variable")
      if hasFailed { return LinearForm() }
      isOrdered = isOrdered && coefficient != 0 && variable > last
      last = variable
      largest = max(largest, coefficient.magnitude)
      form.terms.append(LinearForm.Term(variable: variable, coefficient: coefficient))
    }
    position += 2 * count
    guard largest <= 1 << 62, let merged = isOrdered ? form : form.merged(),
      isOrdered || merged.terms.allSatisfy({ $0.coefficient.magnitude <= 1 << 62 })
    else {
      failUnsafe()
      return LinearForm()
    }
    return merged
  }

  mutating func readForm() -> LinearForm {
    let form = readSum()
    if !hasFailed, !contents.data.isSafe(form) { failUnsafe() }
    return form
  }

  mutating func readForms() -> [LinearForm] { readList(width: 2) { $0.readForm() } }

  mutating func failUnsafe() { fail("expected a sum within -2^60 ... 2^60, found one that can leave it") }
}

extension RowReader: PartVisitor {
  mutating func form(_ label: String, _ part: inout LinearForm) { part = readForm() }
  mutating func forms(_ label: String, _ part: inout [LinearForm]) { part = readForms() }
  mutating func variable(_ label: String, _ part: inout Int) { part = readVariable() }
  mutating func variables(_ label: String, _ part: inout [Int]) { part = readList { $0.readVariable() } }
  mutating func literal(_ label: String, _ part: inout BoolVar) { part = readLiteral() }
  mutating func literals(_ label: String, _ part: inout [BoolVar]) { part = readLiterals() }
  mutating func interval(_ label: String, _ part: inout Int) { part = readIntervalNumber() }
  mutating func intervals(_ label: String, _ part: inout [Int]) { part = readList { $0.readIntervalNumber() } }
  mutating func number(_ label: String, _ part: inout Int) { part = readNumber() }
  mutating func numbers(_ label: String, _ part: inout [Int]) { part = readList { $0.readNumber() } }

  mutating func rows(_ label: String, _ part: inout [[Int]]) {
    part = readList { reader in
      reader.readList { reader in
        let word = reader.readWord()
        return word == .min ? RowList.wildcard : word
      }
    }
  }

  mutating func choice<Choice: RawRepresentable & CaseIterable>(_ label: String, _ part: inout Choice)
  where Choice.RawValue == String {
    let place = readWord()
    if hasFailed { return }
    let cases = Array(Choice.allCases)
    guard cases.indices.contains(place) else {
      return fail("expected a choice from 0 to \(cases.count - 1), found \(place)")
    }
    part = cases[place]
  }
}
