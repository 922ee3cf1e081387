import Basics
import Solving

/// WfFormat JSON of WfCommons: what a run of a scientific workflow took.
///
/// Durations are run times in milliseconds, rounded; an arc from a task to another one has the size of the files, in bytes,
/// that the first one writes and the second one reads.
struct TraceReader {
  private struct Task {
    var identifier: String
    var line: Int
    var parents: [String] = []
    var children: [String] = []
    var inputs: Set<String> = []
    var outputs: [String] = []
  }

  private var name: String?
  private var tasks: [Task] = []
  private var sizes: [String: Int] = [:]
  private var runtimes: [String: Int] = [:]
  private var hasSpecification = false

  static func recognises(_ source: SourceText) -> Bool {
    source.firstByte == UInt8(ascii: "{") && source.contains("\"workflow\"") && source.contains("\"specification\"")
  }

  static func read(_ source: SourceText, on platform: Workflow.Platform) throws(InputError) -> Workflow.Instance {
    var json = JSONReader(source)
    var reader = TraceReader()
    _ = try json.beginObject("a workflow")
    while let key = try json.nextKey() {
      switch key {
      case "name": reader.name = try json.text("'name'")
      case "workflow": try reader.readWorkflow(&json)
      default: try json.skipValue()
      }
    }
    try json.expectEnd()
    return try reader.instance(source, on: platform)
  }

  private mutating func readWorkflow(_ json: inout JSONReader) throws(InputError) {
    _ = try json.beginObject("'workflow'")
    while let key = try json.nextKey() {
      switch key {
      case "specification":
        hasSpecification = true
        _ = try json.beginObject("'specification'")
        while let key = try json.nextKey() {
          switch key {
          case "tasks":
            try json.beginArray("'tasks'")
            while try json.nextElement() { tasks.append(try Self.task(&json)) }
          case "files":
            try json.beginArray("'files'")
            while try json.nextElement() { try readFile(&json) }
          default: try json.skipValue()
          }
        }
      case "execution":
        _ = try json.beginObject("'execution'")
        while let key = try json.nextKey() {
          guard key == "tasks" else {
            try json.skipValue()
            continue
          }
          try json.beginArray("'tasks'")
          while try json.nextElement() { try readRun(&json) }
        }
      default: try json.skipValue()
      }
    }
  }

  private static func task(_ json: inout JSONReader) throws(InputError) -> Task {
    let start = try json.beginObject("a task")
    var task = Task(identifier: "", line: json.line)
    var identifier: String?
    while let key = try json.nextKey() {
      switch key {
      case "id": identifier = try json.text("'id'")
      case "parents": task.parents = try names(&json, "'parents'")
      case "children": task.children = try names(&json, "'children'")
      case "inputFiles": task.inputs = Set(try names(&json, "'inputFiles'"))
      case "outputFiles": task.outputs = try names(&json, "'outputFiles'")
      default: try json.skipValue()
      }
    }
    task.identifier = try json.required(identifier, "id", of: start)
    return task
  }

  private static func names(_ json: inout JSONReader, _ what: String) throws(InputError) -> [String] {
    var names: [String] = []
    try json.beginArray(what)
    while try json.nextElement() { names.append(try json.text(what)) }
    return names
  }

  private mutating func readFile(_ json: inout JSONReader) throws(InputError) {
    let start = try json.beginObject("a file")
    var (identifier, size) = (String?.none, Int?.none)
    while let key = try json.nextKey() {
      switch key {
      case "id": identifier = try json.text("'id'")
      case "sizeInBytes": size = try json.integer("'sizeInBytes'")
      default: try json.skipValue()
      }
    }
    let found = try json.required(size, "sizeInBytes", of: start)
    guard (0...Workflow.Instance.volumeLimit).contains(found) else {
      throw json.error(expected: "a size from 0 to \(Workflow.Instance.volumeLimit)", found: "\(found)")
    }
    sizes[try json.required(identifier, "id", of: start)] = found
  }

  private mutating func readRun(_ json: inout JSONReader) throws(InputError) {
    let start = try json.beginObject("a task that ran")
    var (identifier, seconds) = (String?.none, Double?.none)
    while let key = try json.nextKey() {
      switch key {
      case "id": identifier = try json.text("'id'")
      case "runtimeInSeconds": seconds = try json.double("'runtimeInSeconds'")
      default: try json.skipValue()
      }
    }
    let runtime = try json.required(seconds, "runtimeInSeconds", of: start)
    guard (0...1e12).contains(runtime) else {
      throw json.error(expected: "a run time from 0 to 1e12 seconds", found: "\(runtime)")
    }
    runtimes[try json.required(identifier, "id", of: start)] = Int((runtime * 1000).rounded())
  }

  private func instance(
    _ source: SourceText, on platform: Workflow.Platform
  ) throws(InputError) -> Workflow.Instance {
    guard hasSpecification, !tasks.isEmpty else {
      throw InputError(file: source.name, line: nil, expected: "tasks of 'specification'", found: "none")
    }
    var numbers: [String: Int] = [:]
    for (number, task) in tasks.enumerated() {
      guard numbers.updateValue(number, forKey: task.identifier) == nil else {
        throw InputError(file: source.name, line: task.line, expected: "each task once", found: task.identifier)
      }
    }
    var made: [Workflow.Task] = []
    var pairs: Set<[Int]> = []
    for (number, task) in tasks.enumerated() {
      guard let runtime = runtimes[task.identifier] else {
        throw InputError(
          file: source.name, line: task.line, expected: "a run time of each task in 'execution'",
          found: "none of \(TokenReader.shown(task.identifier))")
      }
      made.append(.init(name: task.identifier, durations: [runtime]))
      for (name, isParent) in task.parents.map({ ($0, true) }) + task.children.map({ ($0, false) }) {
        guard let other = numbers[name] else {
          throw InputError(
            file: source.name, line: task.line, expected: "the id of a task", found: TokenReader.shown(name))
        }
        pairs.insert(isParent ? [other, number] : [number, other])
      }
    }
    let arcs = pairs.sorted { $0.lexicographicallyPrecedes($1) }.map { pair in
      let volume = tasks[pair[0]].outputs.reduce(0) { sum, file in
        let size = tasks[pair[1]].inputs.contains(file) ? sizes[file] ?? 0 : 0
        return min(sum + size, 2 * Workflow.Instance.volumeLimit)
      }
      return Workflow.Arc(from: pair[0], to: pair[1], volume: volume)
    }
    do {
      let name = name ?? source.stem
      return try .init(name: name, platform: platform, jobs: [.init(name: name)], tasks: made, arcs: arcs)
    } catch {
      var line: Int?
      if case .item(let task) = error.place { line = tasks[task].line }
      throw InputError(file: source.name, line: line, error.description)
    }
  }
}
