import Basics
import Statements

/// Parameters, variables and arrays.
extension FlatZincReader {
  private enum Domain {
    case boolean
    case integer
    case ranges([ClosedRange<Int>])
    case decimal
    case set
  }

  private mutating func readType() throws(InputError) -> Domain {
    if scanner.take(word: "bool") { return .boolean }
    if scanner.take(word: "int") { return .integer }
    if scanner.take(word: "float") { return .decimal }
    if scanner.take(word: "set") {
      guard scanner.take(word: "of") else { throw scanner.expected("of") }
      _ = try readType()
      return .set
    }
    if scanner.next() == UInt8(ascii: "{") { return .ranges(try readValues()) }
    guard scanner.isAtNumber() else { throw scanner.expected("a declaration, a constraint or the solve item") }
    let lower = try scanner.number()
    guard scanner.take(twice: UInt8(ascii: ".")) else { throw scanner.expected("'..'") }
    let upper = try scanner.number()
    guard case (.integer(let low), .integer(let high)) = (lower, upper) else { return .decimal }
    return .ranges(low <= high ? [low...high] : [])
  }

  private func refused(_ domain: Domain, _ name: UnsafeBufferPointer<UInt8>, _ line: Int) -> InputError? {
    let kind: String
    switch domain {
    case .decimal: kind = "float"
    case .set: kind = "set"
    case .boolean, .integer, .ranges: return nil
    }
    return InputError(
      file: scanner.file, line: line,
      "var \(kind) \(String(decoding: name.prefix(60), as: UTF8.self)): variables are integers and Booleans here")
  }

  private mutating func declare(
    _ name: UnsafeBufferPointer<UInt8>, _ argument: FlatZincContents.Argument, line: Int
  ) throws(InputError) {
    if !names.insert(name, argument) {
      throw InputError(
        file: scanner.file, line: line, "'\(String(decoding: name.prefix(60), as: UTF8.self))' is declared twice")
    }
  }

  // MARK: Parameters

  mutating func readParameter() throws(InputError) {
    let line = scanner.line
    let domain = try readType()
    try scanner.expect(UInt8(ascii: ":"))
    let name = try scanner.name("a name")
    try skipAnnotations()
    try scanner.expect(UInt8(ascii: "="))
    let value = try readExpression()
    try scanner.expect(UInt8(ascii: ";"))
    let fits =
      switch domain {
      case .boolean: value.kind == .operand && value.isBoolean && value.isConstant
      case .integer, .ranges: value.kind == .operand && value.isInteger && value.isConstant
      case .set: value.kind == .set
      case .decimal: value.kind == .text || (value.kind == .operand && value.isInteger && value.isConstant)
      }
    if !fits {
      throw InputError(
        file: scanner.file, line: line,
        "the parameter does not have a value of its type, but \(Parameter.words(of: value))")
    }
    if case .decimal = domain { return try declare(name, Self.text, line: line) }
    try declare(name, value, line: line)
  }

  // MARK: Variables

  mutating func readVariable() throws(InputError) {
    let line = scanner.line
    let domain = try readType()
    try scanner.expect(UInt8(ascii: ":"))
    let name = try scanner.name("a name")
    if let refused = refused(domain, name, line) { throw refused }
    let output = try readOutput()
    let variable = try makeVariable(domain, line: line)
    let isBoolean = contents.variables[variable].isBoolean
    let operand = Operand.variable(variable)
    if scanner.take(UInt8(ascii: "=")) {
      let value = try readExpression()
      guard value.kind == .operand, isBoolean ? value.isBoolean : value.isInteger else {
        throw InputError(
          file: scanner.file, line: line, expected: isBoolean ? "a Boolean" : "an integer",
          found: Parameter.words(of: value))
      }
      post(
        isBoolean ? "bool_eq" : "int_eq", [operand, contents.operands[value.first]], isBoolean: isBoolean, line: line)
    }
    try scanner.expect(UInt8(ascii: ";"))
    try declare(name, argument(operand, isBoolean: isBoolean), line: line)
    if output.isAsked {
      contents.outputs.append(
        OutputItem(name: String(decoding: name, as: UTF8.self), indices: nil, elements: [operand], isBoolean: isBoolean)
      )
    }
  }

  private mutating func makeVariable(_ domain: Domain, line: Int) throws(InputError) -> Int {
    var made = FlatZincContents.Variable(
      lower: -Model.limit, upper: Model.limit, domain: nil, isBoolean: false, isOpen: false, line: line)
    switch domain {
    case .boolean: (made.lower, made.upper, made.isBoolean) = (0, 1, true)
    case .integer: made.isOpen = true
    case .ranges(let ranges):
      if let first = ranges.first, let last = ranges.last, first.lowerBound <= Model.limit,
        last.upperBound >= -Model.limit
      {
        made.isOpen = first.lowerBound < -Model.limit || last.upperBound > Model.limit
        made.lower = max(first.lowerBound, -Model.limit)
        made.upper = min(last.upperBound, Model.limit)
        if ranges.count > 1 {
          contents.sets.append(ranges)
          made.domain = contents.sets.count - 1
        }
      } else {
        if let first = ranges.first, let last = ranges.last {
          throw InputError(
            file: scanner.file, line: line,
            "the domain \(first.lowerBound)..\(last.upperBound) lies outside of -2^30 ... 2^30")
        }
        (made.lower, made.upper) = (0, 0)
        contents.isEmpty = true
      }
    case .decimal, .set: break
    }
    contents.variables.append(made)
    return contents.variables.count - 1
  }

  // MARK: Arrays

  mutating func readArray() throws(InputError) {
    let line = scanner.line
    try scanner.expect(UInt8(ascii: "["))
    var size: Int?
    if !scanner.take(word: "int") {
      let first = try scanner.integer("an index")
      guard scanner.take(twice: UInt8(ascii: ".")) else { throw scanner.expected("'..'") }
      let last = try scanner.integer("the last index")
      let (difference, overflow) = last.subtractingReportingOverflow(first)
      size = overflow ? -1 : max(0, difference + 1)
    }
    try scanner.expect(UInt8(ascii: "]"))
    guard scanner.take(word: "of") else { throw scanner.expected("of") }
    let isVariable = scanner.take(word: "var")
    let domain = try readType()
    try scanner.expect(UInt8(ascii: ":"))
    let name = try scanner.name("a name")
    let output = try readOutput()
    try scanner.expect(UInt8(ascii: "="))
    if isVariable, let refused = refused(domain, name, line) {
      // Of none, there may be as many as one likes.
      let bracket = scanner
      guard scanner.take(UInt8(ascii: "[")), scanner.take(UInt8(ascii: "]")) else { throw refused }
      scanner = bracket
    }
    let value = try readExpression()
    try scanner.expect(UInt8(ascii: ";"))
    try check(value, domain, isVariable: isVariable, size, line: line)
    try declare(name, value, line: line)
    guard output.isAsked, value.kind == .list else { return }
    let isBoolean = if case .boolean = domain { true } else { false }
    contents.outputs.append(
      OutputItem(
        name: String(decoding: name, as: UTF8.self),
        indices: output.indices.isEmpty ? ["1..\(value.count)"] : output.indices,
        elements: Array(contents.operands[value.first..<value.first + value.count]), isBoolean: isBoolean))
  }

  private func check(
    _ value: FlatZincContents.Argument, _ domain: Domain, isVariable: Bool, _ size: Int?, line: Int
  ) throws(InputError) {
    let fits =
      switch domain {
      case .boolean: value.kind == .list && value.isBoolean
      case .integer, .ranges: value.kind == .list && value.isInteger
      case .set: value.kind == .sets || (value.kind == .list && value.count == 0)
      case .decimal: value.kind == .text || (value.kind == .list && value.isInteger)
      }
    guard fits, isVariable || value.isConstant else {
      throw InputError(
        file: scanner.file, line: line,
        "the array does not have elements of its type, but \(Parameter.words(of: value))")
    }
    if let size, value.kind != .text, size != value.count {
      throw InputError(
        file: scanner.file, line: line, expected: counted(max(0, size), "element"), found: "\(value.count)")
    }
  }
}
