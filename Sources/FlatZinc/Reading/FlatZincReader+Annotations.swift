import Basics

/// What to print, how to search, what to try first.
extension FlatZincReader {
  mutating func skipAnnotations() throws(InputError) {
    while scanner.take(twice: UInt8(ascii: ":")) {
      if scanner.next() == UInt8(ascii: "\"") {
        try scanner.string()
        continue
      }
      _ = try scanner.name("an annotation")
      if scanner.next() == UInt8(ascii: "(") { try scanner.skipBrackets() }
    }
  }

  /// Whether a declaration asks to be printed, and an array's index ranges.
  mutating func readOutput() throws(InputError) -> (isAsked: Bool, indices: [String]) {
    var output = (isAsked: false, indices: [String]())
    while scanner.take(twice: UInt8(ascii: ":")) {
      if scanner.next() == UInt8(ascii: "\"") {
        try scanner.string()
        continue
      }
      let name = try scanner.name("an annotation")
      if name.elementsEqual("output_var".utf8) { output.isAsked = true }
      guard scanner.next() == UInt8(ascii: "(") else { continue }
      if name.elementsEqual("output_array".utf8) {
        output = (true, try readIndices())
      } else {
        try scanner.skipBrackets()
      }
    }
    return output
  }

  /// `([1..2,0..2])`
  private mutating func readIndices() throws(InputError) -> [String] {
    try scanner.expect(UInt8(ascii: "("))
    try scanner.expect(UInt8(ascii: "["))
    var indices: [String] = []
    while !scanner.take(UInt8(ascii: "]")) {
      if scanner.next() == UInt8(ascii: "{") {
        let values = try readValues()
        indices.append(values.first.map { "\($0.lowerBound)..\($0.upperBound)" } ?? "1..0")
      } else {
        let lower = try scanner.integer("an index range")
        guard scanner.take(twice: UInt8(ascii: ".")) else { throw scanner.expected("'..'") }
        indices.append("\(lower)..\(try scanner.integer("an index range"))")
      }
      if scanner.take(UInt8(ascii: ",")) { continue }
      try scanner.expect(UInt8(ascii: "]"), "',' or ']'")
      break
    }
    try scanner.expect(UInt8(ascii: ")"))
    return indices
  }

  // MARK: Solve items

  /// Deeper ones are refused.
  private static var deepest: Int { 100 }

  mutating func readAnnotation(depth: Int = 0) throws(InputError) -> Annotation {
    if depth > Self.deepest { throw scanner.error("annotations nested more than \(Self.deepest) deep") }
    switch scanner.next() {
    case UInt8(ascii: "\""):
      try scanner.string()
      return .text
    case UInt8(ascii: "["):
      try scanner.expect(UInt8(ascii: "["))
      return .list(try readAnnotations(until: UInt8(ascii: "]"), depth: depth))
    case UInt8(ascii: "{"): return .value(try readExpression())
    default: break
    }
    if scanner.isAtNumber() { return .value(try readExpression()) }
    let start = scanner
    let name = try scanner.name("an annotation")
    if scanner.take(UInt8(ascii: "(")) {
      return .call(
        String(decoding: name, as: UTF8.self), try readAnnotations(until: UInt8(ascii: ")"), depth: depth))
    }
    if names[name] != nil || name.elementsEqual("true".utf8) || name.elementsEqual("false".utf8) {
      scanner = start
      return .value(try readExpression())
    }
    return .word(String(decoding: name, as: UTF8.self))
  }

  private mutating func readAnnotations(until end: UInt8, depth: Int) throws(InputError) -> [Annotation] {
    var found: [Annotation] = []
    while !scanner.take(end) {
      found.append(try readAnnotation(depth: depth + 1))
      if scanner.take(UInt8(ascii: ",")) { continue }
      try scanner.expect(end)
      break
    }
    return found
  }

  mutating func take(_ annotation: Annotation) throws(InputError) {
    guard case .call(let name, let parts) = annotation else { return }
    switch (name, parts.count) {
    case ("seq_search", 1), ("warm_start_array", 1):
      if case .list(let phases) = parts[0] { for phase in phases { try take(phase) } }
    case ("int_search", 3...), ("bool_search", 3...):
      guard let variables = operands(parts[0]), case .word(let selection) = parts[1], case .word(let choice) = parts[2]
      else { return ignore(name) }
      if SearchAnnotation.selections[selection] == nil { ignore(selection) }
      if SearchAnnotation.choices[choice] == nil { ignore(choice) }
      contents.search.append(SearchAnnotation(variables: variables, selection: selection, choice: choice))
    case ("warm_start", 2), ("warm_start_int", 2), ("warm_start_bool", 2):
      guard let variables = operands(parts[0]), let values = operands(parts[1]) else { return ignore(name) }
      for (variable, value) in zip(variables, values) {
        if let variable = variable.variable, let value = value.number { contents.hints.append((variable, value)) }
      }
    default: ignore(name)
    }
  }

  private mutating func ignore(_ name: String) {
    let warning = "\(name) has no effect here"
    if !contents.warnings.contains(warning) { contents.warnings.append(warning) }
  }

  /// The elements of a list of numbers and variables.
  private func operands(_ annotation: Annotation) -> [Operand]? {
    switch annotation {
    case .value(let value) where value.kind == .list || value.kind == .operand:
      return Array(contents.operands[value.first..<value.first + value.count])
    case .list(let parts):
      var found: [Operand] = []
      for part in parts {
        guard case .value(let value) = part, value.kind == .operand else { return nil }
        found.append(contents.operands[value.first])
      }
      return found
    case .value, .call, .word, .text: return nil
    }
  }
}
