import Basics
import Solving

extension GeneralSchedule {
  /// Reads flexible job shops (`.fjs`): a line `jobs machines`, perhaps with the mean number of machines an operation;
  /// then a job after the other: how many operations, and for each of them how many machines can do it, each with its
  /// number from 1 and a duration.
  ///
  /// With workers (`.fjsw`) the third number of the first line is how many there are, and after each machine stands how
  /// many workers can run it, each with a number from 1 and a duration.
  /// - Source: Brandimarte 1993, "Routing and scheduling in a flexible job shop by tabu search"; with workers: Hutter
  ///   et al. 2025, arXiv 2501.16159.
  struct FlexibleReader {
    private var reader: TokenReader
    private let hasWorkers: Bool
    private var machineCount = 0
    private var workerCount = 0

    /// Whether the file's name says that there are workers.
    static func isNamedWithWorkers(_ source: SourceText) -> Bool {
      (source.name.split(separator: "#").first ?? "").lowercased().hasSuffix(".fjsw")
    }

    /// Whether the whole text can be read as a shop with workers.
    static func fitsWithWorkers(_ source: SourceText) -> Bool { (try? read(source, hasWorkers: true)) != nil }

    static func read(_ source: SourceText, hasWorkers: Bool) throws(InputError) -> Instance {
      var reader = FlexibleReader(reader: TokenReader(source), hasWorkers: hasWorkers)
      return try reader.instance()
    }

    private init(reader: TokenReader, hasWorkers: Bool) {
      self.reader = reader
      self.hasWorkers = hasWorkers
    }

    private mutating func instance() throws(InputError) -> Instance {
      let jobCount = try reader.integer("the number of jobs", in: 1...Instance.countLimit)
      machineCount = try reader.integer("the number of machines", in: 1...Instance.countLimit)
      if hasWorkers {
        workerCount = try reader.integer("the number of workers", in: 1...Instance.countLimit)
      } else {
        try skipMean()
      }
      var jobs: [[[FlexibleChoice]]] = []
      for job in 1...jobCount { jobs.append(try self.job(job)) }
      try reader.expectEnd(after: "job \(jobCount)")
      do {
        return try flexibleJobShop(
          name: reader.source.stem, machines: machineCount, workers: hasWorkers ? workerCount : 0, jobs: jobs)
      } catch {
        throw InputError(file: reader.source.name, error.description)
      }
    }

    /// A number, also with a fraction, behind the counts says nothing that the rest does not.
    private mutating func skipMean() throws(InputError) {
      let line = reader.line
      var ahead = reader
      guard let token = ahead.next(), ahead.line == line else { return }
      guard let mean = Double(token), mean.isFinite else {
        throw ahead.place.error(
          expected: "the mean number of machines of an operation, or the end of the line",
          found: TokenReader.shown(token))
      }
      reader = ahead
    }

    private mutating func job(_ number: Int) throws(InputError) -> [[FlexibleChoice]] {
      let count = try reader.integer("the number of operations of job \(number)", in: 0...Instance.countLimit)
      var operations: [[FlexibleChoice]] = []
      for operation in 0..<count {
        let name = "\(number).\(operation + 1)"
        let choices = try reader.integer("the number of machines of operation \(name)", in: 1...Instance.countLimit)
        var list: [FlexibleChoice] = []
        for _ in 0..<choices {
          let machine = try reader.integer("a machine of operation \(name)", in: 1...machineCount) - 1
          guard hasWorkers else {
            list.append(FlexibleChoice(machine: machine, duration: try duration(name)))
            continue
          }
          let workers = try reader.integer("the number of workers of operation \(name)", in: 1...Instance.countLimit)
          for _ in 0..<workers {
            let worker = try reader.integer("a worker of operation \(name)", in: 1...workerCount) - 1
            list.append(FlexibleChoice(machine: machine, worker: worker, duration: try duration(name)))
          }
        }
        operations.append(list)
      }
      return operations
    }

    private mutating func duration(_ name: String) throws(InputError) -> Int {
      try reader.integer("a duration of operation \(name)", in: 0...Instance.timeLimit)
    }
  }
}
