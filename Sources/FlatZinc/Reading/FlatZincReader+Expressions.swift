import Basics

/// Numbers, names, lists and sets.
extension FlatZincReader {
  mutating func argument(_ operand: Operand, isBoolean: Bool) -> FlatZincContents.Argument {
    contents.operands.append(operand)
    return FlatZincContents.Argument(
      kind: .operand, isBoolean: isBoolean, isInteger: !isBoolean, isConstant: operand.variable == nil,
      first: contents.operands.count - 1, count: 1)
  }

  private mutating func argument(_ set: [ClosedRange<Int>]) -> FlatZincContents.Argument {
    contents.sets.append(set)
    return FlatZincContents.Argument(
      kind: .set, isBoolean: false, isInteger: false, isConstant: true, first: contents.sets.count - 1, count: 1)
  }

  static var text: FlatZincContents.Argument {
    FlatZincContents.Argument(kind: .text, isBoolean: false, isInteger: false, isConstant: true, first: 0, count: 0)
  }

  mutating func readExpression() throws(InputError) -> FlatZincContents.Argument {
    switch scanner.next() {
    case UInt8(ascii: "["): return try readList()
    case UInt8(ascii: "{"): return argument(try readValues())
    case UInt8(ascii: "\""):
      try scanner.string()
      return Self.text
    default: break
    }
    if scanner.isAtNumber() {
      guard case .integer(let value) = try scanner.number() else {
        try skipDecimalRange()
        return Self.text
      }
      if scanner.take(twice: UInt8(ascii: ".")) {
        let upper = try scanner.integer("the end of a range")
        return argument(value <= upper ? [value...upper] : [])
      }
      return argument(.number(value), isBoolean: false)
    }
    return try readNamed()
  }

  private mutating func skipDecimalRange() throws(InputError) {
    if scanner.take(twice: UInt8(ascii: ".")) { _ = try scanner.number() }
  }

  /// A truth value, or what a name stands for.
  private mutating func readNamed() throws(InputError) -> FlatZincContents.Argument {
    let name = try scanner.name("a number, a name, a list or a set")
    if name.count == 4, name.elementsEqual("true".utf8) { return argument(.number(1), isBoolean: true) }
    if name.count == 5, name.elementsEqual("false".utf8) { return argument(.number(0), isBoolean: true) }
    guard let known = names[name] else {
      throw scanner.error("there is no '\(String(decoding: name.prefix(60), as: UTF8.self))' here")
    }
    guard scanner.take(UInt8(ascii: "[")) else { return known }
    let index = try scanner.integer("the number of an element")
    try scanner.expect(UInt8(ascii: "]"))
    guard known.kind == .list || known.kind == .sets, (1...max(1, known.count)).contains(index), known.count > 0 else {
      throw scanner.error(
        "there is no element \(index) of '\(String(decoding: name.prefix(60), as: UTF8.self))'")
    }
    var element = known
    element.kind = known.kind == .list ? .operand : .set
    element.first += index - 1
    element.count = 1
    if element.kind == .operand { element.isConstant = contents.operands[element.first].variable == nil }
    return element
  }

  private mutating func readList() throws(InputError) -> FlatZincContents.Argument {
    try scanner.expect(UInt8(ascii: "["))
    var list = FlatZincContents.Argument(
      kind: .list, isBoolean: true, isInteger: true, isConstant: true, first: 0, count: 0)
    var found: [Operand] = []
    var sets: [Int] = []
    var others = 0
    while !scanner.take(UInt8(ascii: "]")) {
      if scanner.next() == UInt8(ascii: "[") { throw scanner.error("a list within a list") }
      // What an element adds to the pools for itself is taken back: it goes into the list.
      let mark = contents.operands.count
      let element = try readExpression()
      switch element.kind {
      case .operand:
        found.append(contents.operands[element.first])
        list.isBoolean = list.isBoolean && element.isBoolean
        list.isInteger = list.isInteger && element.isInteger
        list.isConstant = list.isConstant && element.isConstant
      case .set: sets.append(element.first)
      case .text: others += 1
      case .list, .sets: throw scanner.error("a list within a list")
      }
      contents.operands.removeLast(contents.operands.count - mark)
      if scanner.take(UInt8(ascii: ",")) { continue }
      try scanner.expect(UInt8(ascii: "]"), "',' or ']'")
      break
    }
    if !sets.isEmpty, !found.isEmpty || others > 0 { throw scanner.error("a list of sets and others at once") }
    if others > 0 { return Self.text }
    if !sets.isEmpty {
      list.kind = .sets
      list.isBoolean = false
      list.isInteger = false
      list.first = contents.sets.count
      list.count = sets.count
      for set in sets { contents.sets.append(contents.sets[set]) }
      return list
    }
    list.first = contents.operands.count
    list.count = found.count
    contents.operands += found
    return list
  }

  /// `{1,3,7}`, as ranges in order.
  mutating func readValues() throws(InputError) -> [ClosedRange<Int>] {
    try scanner.expect(UInt8(ascii: "{"))
    var values: [Int] = []
    while !scanner.take(UInt8(ascii: "}")) {
      switch try scanner.number() {
      case .integer(let value): values.append(value)
      case .decimal: throw scanner.error("a set of decimal numbers")
      }
      if scanner.take(UInt8(ascii: ",")) { continue }
      try scanner.expect(UInt8(ascii: "}"), "',' or '}'")
      break
    }
    return Self.ranges(values)
  }

  static func ranges(_ values: [Int]) -> [ClosedRange<Int>] {
    var ranges: [ClosedRange<Int>] = []
    for value in values.sorted() {
      if let last = ranges.last, value <= last.upperBound + 1 {
        ranges[ranges.count - 1] = last.lowerBound...max(value, last.upperBound)
      } else {
        ranges.append(value...value)
      }
    }
    return ranges
  }
}
