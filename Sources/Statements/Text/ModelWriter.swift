/// Writes a model as its canonical text: equal models give equal bytes, and what is read from them is the same model.
///
/// What a constraint's line looks like follows from `Constraint.visitParts` alone. The form is defined in ModelText.
/// - Complexity: O(bytes written).
package struct ModelWriter {
  private var bytes: [UInt8] = []

  /// The first word of every text, and the version of the form.
  package static let magic = "dovetail-model"
  package static let version = 1

  package static func text(of data: ModelData) -> String {
    var writer = ModelWriter()
    writer.write(data)
    return String(decoding: writer.bytes, as: UTF8.self)
  }

  private mutating func write(_ data: ModelData) {
    put("\(Self.magic) \(Self.version)\n")
    if !data.name.isEmpty { putName(data.name, after: "name") }
    for index in 0..<data.variableCount {
      let isBoolean = data.lower[index] == 0 && data.upper[index] == 1
      put(isBoolean ? "bool " : "int ")
      put("x", index)
      if !isBoolean {
        put(" ")
        put(data.lower[index])
        put("..")
        put(data.upper[index])
      }
      if data.names[index].isEmpty { put("\n") } else { putName(data.names[index]) }
    }
    for (index, interval) in data.intervals.enumerated() { write(interval, index) }
    for constraint in data.constraints { write(constraint) }
    if let objective = data.objective {
      put(objective.isMaximised ? "maximize" : "minimize")
      put(objective.isMaximised ? objective.cost.negated : objective.cost, after: "")
      put("\n")
    }
    for hint in data.hints {
      put("hint ")
      put("x", hint.variable)
      put(" ")
      put(hint.value)
      put("\n")
    }
  }

  private mutating func write(_ interval: Interval, _ index: Int) {
    put("interval ")
    put("t", index)
    put(interval.start, after: "start")
    put(interval.duration, after: "duration")
    put(interval.end, after: "end")
    if let presence = interval.presence {
      put(" presence ")
      put(presence)
    }
    if interval.name == Interval.defaultName(index) { put("\n") } else { putName(interval.name) }
  }

  private mutating func write(_ constraint: some Constraint) {
    put(type(of: constraint).keyword)
    var copy = constraint
    copy.visitParts(&self)
    put("\n")
  }

  // MARK: Pieces

  private mutating func put(_ text: String) { bytes.append(contentsOf: text.utf8) }

  private mutating func put(_ number: Int) {
    if number < 0 { put("-") }
    put(number.magnitude)
  }

  private mutating func put(_ magnitude: UInt) {
    var divisor: UInt = 1
    while magnitude / divisor >= 10 { divisor *= 10 }
    while divisor > 0 {
      bytes.append(UInt8(truncatingIfNeeded: 48 + magnitude / divisor % 10))
      divisor /= 10
    }
  }

  private mutating func put(_ prefix: String, _ index: Int) {
    put(prefix)
    put(index)
  }

  private mutating func put(_ literal: BoolVar) {
    put(literal.isNegated ? "!x" : "x", literal.variable.index)
  }

  /// A word, if there is one, and a sum.
  private mutating func put(_ form: LinearForm, after label: String) {
    begin(label)
    put(form)
  }

  private mutating func put(_ form: LinearForm) {
    for (place, term) in form.terms.enumerated() {
      if place == 0 {
        if term.coefficient < 0 { put("-") }
      } else {
        put(term.coefficient < 0 ? " - " : " + ")
      }
      if term.coefficient.magnitude != 1 {
        put(term.coefficient.magnitude)
        put(" ")
      }
      put("x", term.variable)
    }
    if form.terms.isEmpty { return put(form.constant) }
    if form.constant == 0 { return }
    put(form.constant < 0 ? " - " : " + ")
    put(form.constant.magnitude)
  }

  private mutating func begin(_ label: String) {
    put(" ")
    if label.isEmpty { return }
    put(label)
    put(" ")
  }

  /// An empty list that has a word of its own is left out.
  private mutating func putList<Element>(
    _ label: String, _ elements: [Element], separator: String = ", ", _ put: (inout ModelWriter, Element) -> Void
  ) {
    if elements.isEmpty, !label.isEmpty { return }
    begin(label)
    self.put("[")
    for (place, element) in elements.enumerated() {
      if place > 0 { self.put(separator) }
      put(&self, element)
    }
    self.put("]")
  }

  /// The name in quotes, at the end of a line.
  private mutating func putName(_ name: String, after word: String = "") {
    put("\(word) ")
    putQuoted(name)
    put("\n")
  }

  /// A text in quotes, with the escapes of JSON.
  package static func quoted(_ text: String) -> String {
    var writer = ModelWriter()
    writer.putQuoted(text)
    return String(decoding: writer.bytes, as: UTF8.self)
  }

  private mutating func putQuoted(_ text: String) {
    put("\"")
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": put("\\\"")
      case "\\": put("\\\\")
      case "\n": put("\\n")
      case "\r": put("\\r")
      case "\t": put("\\t")
      case _ where scalar.value < 32 || scalar.value == 127:
        put(scalar.value < 16 ? "\\u000" : "\\u00")
        put(String(scalar.value, radix: 16))
      default: bytes.append(contentsOf: UTF8.encode(scalar).unsafelyUnwrapped)
      }
    }
    put("\"")
  }
}

/// Parts are looked at and never changed, so that nothing is copied.
extension ModelWriter: PartVisitor {
  package mutating func form(_ label: String, _ part: inout LinearForm) { put(part, after: label) }

  package mutating func forms(_ label: String, _ part: inout [LinearForm]) {
    putList(label, part, separator: "; ") { $0.put($1) }
  }

  package mutating func variable(_ label: String, _ part: inout Int) {
    begin(label)
    put("x", part)
  }

  package mutating func variables(_ label: String, _ part: inout [Int]) { putList(label, part) { $0.put("x", $1) } }

  package mutating func literal(_ label: String, _ part: inout BoolVar) {
    begin(label)
    put(part)
  }

  package mutating func literals(_ label: String, _ part: inout [BoolVar]) { putList(label, part) { $0.put($1) } }

  package mutating func interval(_ label: String, _ part: inout Int) {
    begin(label)
    put("t", part)
  }

  package mutating func intervals(_ label: String, _ part: inout [Int]) { putList(label, part) { $0.put("t", $1) } }

  package mutating func number(_ label: String, _ part: inout Int) {
    begin(label)
    put(part)
  }

  package mutating func numbers(_ label: String, _ part: inout [Int]) { putList(label, part) { $0.put($1) } }

  package mutating func rows(_ label: String, _ part: inout [[Int]]) {
    putList(label, part) { writer, row in
      writer.put("[")
      for (place, number) in row.enumerated() {
        if place > 0 { writer.put(", ") }
        if number == RowList.wildcard { writer.put("*") } else { writer.put(number) }
      }
      writer.put("]")
    }
  }

  package mutating func choice<Choice: RawRepresentable & CaseIterable>(_ label: String, _ part: inout Choice)
  where Choice.RawValue == String {
    begin(label)
    put(part.rawValue)
  }
}
