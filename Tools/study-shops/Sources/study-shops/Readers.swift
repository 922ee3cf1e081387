import FoundationEssentials

/// A flexible job shop; where each operation has one way, a job shop.
struct Shop {
  /// Jobs of operations of ways to do them.
  var jobs: [[[(machine: Int, duration: Int)]]] = []
  var machineCount = 0
}

/// A project with renewable resources, one mode an activity.
struct Project {
  var durations: [Int] = []
  var demands: [[Int]] = []
  var successors: [[Int]] = []
  var capacities: [Int] = []
}

enum Instance {
  case shop(Shop)
  case project(Project)

  /// By suffix: .fjs flexible job shop, .sm single-mode PSPLIB, else the standard job-shop text.
  init(path: String) throws {
    let text = try String(contentsOf: URL(filePath: path), encoding: .utf8)
    if path.hasSuffix(".sm") {
      self = .project(Self.project(text))
    } else {
      self = .shop(Self.shop(text, isFlexible: path.hasSuffix(".fjs")))
    }
  }

  private static func shop(_ text: String, isFlexible: Bool) -> Shop {
    var numbers = text.split(whereSeparator: \.isWhitespace).compactMap { Int($0) }[...]
    func next() -> Int { numbers.removeFirst() }
    var shop = Shop()
    let jobCount = next()
    shop.machineCount = next()
    for _ in 0..<jobCount {
      let steps = isFlexible ? next() : shop.machineCount
      shop.jobs.append(
        (0..<steps).map { _ in
          (0..<(isFlexible ? next() : 1)).map { _ in
            let machine = next()
            return (isFlexible ? machine - 1 : machine, next())
          }
        })
    }
    return shop
  }

  private static func project(_ text: String) -> Project {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    func numbers(_ line: String) -> [Int] { line.split(whereSeparator: \.isWhitespace).compactMap { Int($0) } }
    func row(_ title: String) -> Int { lines.firstIndex { $0.hasPrefix(title) } ?? 0 }
    var project = Project()
    for line in lines[(row("PRECEDENCE RELATIONS") + 2)...] {
      if line.hasPrefix("*") { break }
      project.successors.append(numbers(line).dropFirst(3).map { $0 - 1 })
    }
    for line in lines[(row("REQUESTS/DURATIONS") + 3)...].prefix(project.successors.count) {
      let row = numbers(line)
      project.durations.append(row[2])
      project.demands.append(Array(row.dropFirst(3)))
    }
    project.capacities = numbers(lines[row("RESOURCEAVAILABILITIES") + 2])
    return project
  }
}
