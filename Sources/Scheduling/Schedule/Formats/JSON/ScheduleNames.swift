import Basics

extension GeneralSchedule.Document {
  /// The numbers of what a document names.
  struct Names {
    let file: String
    private let jobs: [String: Int]
    private let resources: [String: Int]
    private let tasks: [String: Int]
    private let entries: [TaskEntry]

    init(of document: GeneralSchedule.Document, file: String) {
      self.file = file
      entries = document.tasks
      jobs = Self.numbers(document.jobs.map(\.name))
      resources = Self.numbers(document.resources.map(\.name))
      tasks = Self.numbers(document.tasks.map(\.task.name))
    }

    /// Which of two the same name means does not matter: that they have it is an error of its own.
    private static func numbers(_ names: [String]) -> [String: Int] {
      Dictionary(zip(names, names.indices)) { first, _ in first }
    }

    func job(_ reference: Reference) throws(InputError) -> Int { try number(reference, jobs, "job") }
    func resource(_ reference: Reference) throws(InputError) -> Int { try number(reference, resources, "resource") }
    func task(_ reference: Reference) throws(InputError) -> Int { try number(reference, tasks, "task") }

    func tasks(_ references: [Reference]) throws(InputError) -> [Int] {
      var numbers: [Int] = []
      for reference in references { numbers.append(try task(reference)) }
      return numbers
    }

    private func number(
      _ reference: Reference, _ numbers: [String: Int], _ kind: String
    ) throws(InputError) -> Int {
      if let number = numbers[reference.name] { return number }
      throw InputError(
        file: file, line: reference.line, expected: "the name of a \(kind)", found: TokenReader.shown(reference.name))
    }

    /// - Parameter task: whose mode it is.
    func mode(_ reference: ModeReference, of task: Int) throws(InputError) -> Int {
      let modes = entries[task].modes
      let name = entries[task].task.name
      switch reference {
      case .number(let number, let line):
        if modes.indices.contains(number) { return number }
        throw InputError(
          file: file, line: line, expected: "the number of a mode of '\(name)', which has \(modes.count)",
          found: "\(number)")
      case .name(let reference):
        let found = modes.indices.filter { modes[$0].name == reference.name }
        if found.count == 1 { return found[0] }
        throw InputError(
          file: file, line: reference.line,
          expected: found.isEmpty ? "a mode of '\(name)'" : "a name that one mode of '\(name)' has alone",
          found: TokenReader.shown(reference.name))
      }
    }
  }
}
