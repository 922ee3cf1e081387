/// A value of JSON, as far as solutions need it.
enum JSON {
  case number(Int)
  case text(String)
  case list([JSON])
  case object([String: JSON])
  case truth(Bool)
  case other

  static func read(_ text: [UInt8], name: String) throws -> JSON {
    var scanner = Scanner(file: name, bytes: text, spansLines: true)
    let value = try read(&scanner, depth: 0)
    try scanner.expectEnd("the end of the file")
    return value
  }

  /// Nested as deep as solutions are, so that no text exhausts the stack.
  private static func read(_ scanner: inout Scanner, depth: Int) throws -> JSON {
    guard depth < 32 else { throw scanner.error("expected values nested less deeply") }
    if let text = try scanner.quoted() { return .text(text) }
    if scanner.take("[") {
      var list: [JSON] = []
      if scanner.take("]") { return .list([]) }
      repeat { list.append(try read(&scanner, depth: depth + 1)) } while scanner.take(",")
      try scanner.expect("]")
      return .list(list)
    }
    if scanner.take("{") {
      var object: [String: JSON] = [:]
      if scanner.take("}") { return .object([:]) }
      repeat {
        guard let key = try scanner.quoted() else { throw scanner.error(expected: "a key in quotes") }
        try scanner.expect(":")
        guard object.updateValue(try read(&scanner, depth: depth + 1), forKey: key) == nil
        else { throw scanner.error("the key '\(key)' stands twice") }
      } while scanner.take(",")
      try scanner.expect("}")
      return .object(object)
    }
    let words: [String: JSON] = ["true": .truth(true), "false": .truth(false), "null": .other]
    if let value = words[scanner.word()] { return value }
    let integer = try scanner.integer("a value of JSON")
    var isWhole = true
    while scanner.place < scanner.bytes.count, ".eE+-0123456789".utf8.contains(scanner.bytes[scanner.place]) {
      (isWhole, scanner.place) = (false, scanner.place + 1)
    }
    return isWhole ? .number(integer) : .other
  }

  subscript(key: String) -> JSON? { if case .object(let object) = self { object[key] } else { nil } }

  var number: Int? { if case .number(let number) = self { number } else { nil } }
  var word: String? { if case .text(let text) = self { text } else { nil } }
  var truth: Bool? { if case .truth(let isTrue) = self { isTrue } else { nil } }
  var list: [JSON]? { if case .list(let list) = self { list } else { nil } }

  /// nil where it is no list of numbers.
  var numbers: [Int]? {
    guard case .list(let list) = self else { return nil }
    let numbers = list.compactMap(\.number)
    return numbers.count == list.count ? numbers : nil
  }
}

/// A value for each variable of F; whether they are a solution, `violation` says.
func readSolution(_ file: JSON, for statement: Statement, name: String) throws -> [Int] {
  func error(_ message: String) -> Unreadable { Unreadable(file: name, message: message) }
  let solution = file["solution"] ?? file
  let problem: String
  var values = [0]
  switch statement.layout {
  case .model:
    problem = "model"
    values = try statement.values(solution, name)
  case .jobShop(let counts):
    problem = "jobshop"
    guard let list = solution["starts"]?.list, list.map({ $0.numbers?.count }) == counts
    else { throw error("expected 'starts', a list a job of a start for each operation") }
    values += list.flatMap { $0.numbers ?? [] }
  case .project:
    problem = "rcpsp"
    guard let numbers = solution["starts"]?.numbers, numbers.count == statement.tasks.count
    else { throw error("expected 'starts', a number for each activity") }
    values += numbers
  case .flexible(let operations):
    problem = "schedule"
    guard let list = solution["tasks"]?.list else { throw error("expected 'tasks', a list") }
    let tasks = Dictionary(list.map { ($0["task"]?.word ?? "", $0) }) { $1 }
    for (operation, durations) in operations {
      guard let start = tasks[operation]?["start"]?.number, let mode = tasks[operation]?["mode"]?.number,
        durations.indices.contains(mode)
      else { throw error("expected start and mode of the task '\(operation)'") }
      values.append(start)
      if durations.count == 1 { continue }
      values += [start &+ durations[mode], durations[mode]]
      for choice in durations.indices { values += choice == mode ? [1, start] : [0, 0] }
    }
  }
  if let other = file["problem"]?.word, other != problem { throw error("expected a solution of \(problem)") }
  guard case .model = statement.layout else {
    guard values.allSatisfy({ $0.magnitude < 1 << 60 }) else { throw error("expected times within 2^60") }
    values[0] = max(0, statement.tasks.lazy.map { $0.presence == nil ? $0.end.value(values) : 0 }.max() ?? 0)
    return values
  }
  return values
}

extension Statement {
  /// By names: those that occur once and do not look like a number's, else `x` and the number.
  fileprivate func values(_ solution: JSON, _ file: String) throws -> [Int] {
    guard case .object(var members)? = solution["values"]
    else { throw Unreadable(file: file, message: "expected 'values', a number for each name") }
    var counts: [String: Int] = [:]
    for name in names { counts[name, default: 0] += 1 }
    let values = try names.enumerated().map { variable, name in
      let isNumbered = name.first == "x" && name.dropFirst().allSatisfy(\.isNumber)
      let key = name.isEmpty || isNumbered || counts[name] != 1 ? "x\(variable)" : name
      guard let value = members.removeValue(forKey: key)?.number
      else { throw Unreadable(file: file, message: "expected an integer for '\(key)'") }
      return value
    }
    if let key = members.keys.min() { throw Unreadable(file: file, message: "there is no variable '\(key)'") }
    return values
  }
}
