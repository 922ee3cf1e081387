import Basics

/// Reads a FlatZinc file in one pass: integers, Booleans and sets that are given.
package struct FlatZincReader {
  var scanner: FlatZincScanner
  var contents = FlatZincContents()
  var names = NameTable<FlatZincContents.Argument>()
  private var builtins = NameTable<Int>()
  private var hasGoal = false

  /// - Throws: the first thing that is wrong, with its line.
  package static func read(_ source: SourceText) throws(InputError) -> FlatZincProgram {
    do {
      return try source.bytes.withUnsafeBufferPointer { bytes in
        var reader = FlatZincReader(scanner: FlatZincScanner(bytes, file: source.name))
        try reader.readItems()
        return FlatZincProgram(file: source.name, reader.contents)
      }
    } catch let error as InputError {
      throw error
    } catch {
      throw InputError(file: source.name, "\(error)")
    }
  }

  private init(scanner: FlatZincScanner) {
    self.scanner = scanner
  }

  private mutating func readItems() throws(InputError) {
    while scanner.next() != nil {
      if hasGoal { throw scanner.expected("nothing behind the solve item") }
      if scanner.take(word: "constraint") {
        try readConstraint()
      } else if scanner.take(word: "var") {
        try readVariable()
      } else if scanner.take(word: "array") {
        try readArray()
      } else if scanner.take(word: "predicate") {
        try scanner.skipItem()
      } else if scanner.take(word: "solve") {
        try readGoal()
        hasGoal = true
      } else {
        try readParameter()
      }
    }
    if !hasGoal { throw scanner.expected("a solve item") }
  }

  // MARK: Constraints

  private mutating func readConstraint() throws(InputError) {
    let line = scanner.line
    let name = try scanner.name("the name of a constraint")
    let builtin: Int
    if let known = builtins[name] {
      builtin = known
    } else {
      let text = String(decoding: name, as: UTF8.self)
      guard let found = Builtins.places[text] else {
        throw InputError(file: scanner.file, line: line, "the constraint \(text) is not known")
      }
      builtin = found
      _ = builtins.insert(name, found)
    }
    let signature = Builtins.all[builtin].signature
    let first = contents.arguments.count
    try scanner.expect(UInt8(ascii: "("))
    var count = 0
    if !scanner.take(UInt8(ascii: ")")) {
      repeat {
        let argument = try readExpression()
        guard count < signature.count else {
          throw InputError(
            file: scanner.file, line: line,
            "\(Builtins.all[builtin].name): expected \(counted(signature.count, "argument")), found more")
        }
        if !signature[count].accepts(argument) {
          throw InputError(
            file: scanner.file, line: line,
            "\(Builtins.all[builtin].name), argument \(count + 1): expected \(signature[count].words), "
              + "found \(Parameter.words(of: argument))")
        }
        contents.arguments.append(argument)
        count += 1
      } while scanner.take(UInt8(ascii: ","))
      try scanner.expect(UInt8(ascii: ")"))
    }
    guard count == signature.count else {
      throw InputError(
        file: scanner.file, line: line,
        "\(Builtins.all[builtin].name): expected \(counted(signature.count, "argument")), found \(count)")
    }
    contents.items.append(
      FlatZincContents.Item(builtin: builtin, firstArgument: first, line: line))
    try skipAnnotations()
    try scanner.expect(UInt8(ascii: ";"))
    if let flaw = Builtins.all[builtin].flaw(contents, contents.items[contents.items.count - 1]) {
      throw InputError(file: scanner.file, line: line, "\(Builtins.all[builtin].name): \(flaw)")
    }
  }

  /// Adds a constraint that a declaration makes.
  mutating func post(_ name: String, _ operands: [Operand], isBoolean: Bool, line: Int) {
    guard let builtin = Builtins.places[name] else { return }
    let first = contents.arguments.count
    for operand in operands {
      contents.arguments.append(argument(operand, isBoolean: isBoolean))
    }
    contents.items.append(
      FlatZincContents.Item(builtin: builtin, firstArgument: first, line: line))
  }

  // MARK: Goal

  private mutating func readGoal() throws(InputError) {
    while scanner.take(twice: UInt8(ascii: ":")) { try take(try readAnnotation()) }
    if scanner.take(word: "satisfy") {
      contents.goal = .satisfy
    } else if scanner.take(word: "minimize") {
      contents.goal = .minimize(try readObjective())
    } else if scanner.take(word: "maximize") {
      contents.goal = .maximize(try readObjective())
    } else {
      throw scanner.expected("satisfy, minimize or maximize")
    }
    try scanner.expect(UInt8(ascii: ";"))
  }

  private mutating func readObjective() throws(InputError) -> Operand {
    let line = scanner.line
    let argument = try readExpression()
    guard argument.kind == .operand else {
      throw InputError(
        file: scanner.file, line: line, expected: "an integer or a Boolean to optimise",
        found: Parameter.words(of: argument))
    }
    return contents.operands[argument.first]
  }
}
