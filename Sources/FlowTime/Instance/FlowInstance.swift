import Basics

/// A job that arrives at a time and is a sequence of operations, each of whose lengths is known when its turn comes.
package struct FlowJob: Sendable, Hashable {
  /// As the file calls it; nil where it does not.
  package let name: String?
  /// When it arrives; it cannot run earlier.
  package let release: Int
  /// Lengths of the operations in their order, in units of time.
  package let operations: [Int]

  package init(name: String? = nil, release: Int, operations: [Int]) {
    self.name = name
    self.release = release
    self.operations = operations
  }

  package var work: Int { operations.reduce(0, +) }
}

/// Jobs for one machine, which may be taken from a job at any time and given back later without loss. What counts is the
/// total flow time, the sum of completion minus release.
///
/// Time is counted in integers: releases and lengths are multiples of a unit, and the machine changes hands at multiples
/// of it only. That loses nothing against continuous time where decisions are made at arrivals and ends of operations.
package struct FlowInstance: Sendable, Hashable {
  package let name: String
  /// As the file has them.
  package let jobs: [FlowJob]

  /// Jobs that an instance may have.
  package static let jobLimit = 100_000
  /// Operations of all jobs together.
  package static let operationLimit = 1_000_000
  /// The last release plus all work is at most this, so that the sum of flow times fits a number of 64 bits.
  package static let timeLimit = 1 << 40

  /// - Throws: what is wrong, with the number of the job that is at fault.
  package init(name: String, jobs: [FlowJob]) throws(InvalidFlowInstance) {
    guard !jobs.isEmpty else { throw InvalidFlowInstance("there is no job") }
    guard jobs.count <= Self.jobLimit else {
      throw InvalidFlowInstance("\(jobs.count) jobs, and an instance has at most \(Self.jobLimit)")
    }
    var names: Set<String> = []
    var (operations, work, last) = (0, 0, 0)
    for (number, job) in jobs.enumerated() {
      func fault(_ words: String) -> InvalidFlowInstance { InvalidFlowInstance(words, job: number) }
      guard (0...Self.timeLimit).contains(job.release) else {
        throw fault("its release is outside 0 to 2^40")
      }
      guard !job.operations.isEmpty else { throw fault("it has no operation") }
      guard job.operations.allSatisfy({ (1...Self.timeLimit).contains($0) }) else {
        throw fault("an operation's length is outside 1 to 2^40")
      }
      operations += job.operations.count
      guard operations <= Self.operationLimit else {
        throw fault("with it there are more than \(Self.operationLimit) operations")
      }
      // At most 10^6 lengths of 2^40, which fit.
      work += job.work
      last = max(last, job.release)
      guard last + work <= Self.timeLimit else { throw fault("with it, the last release and all work exceed 2^40") }
      if let name = job.name, !names.insert(name).inserted { throw fault("a second job of this name") }
    }
    self.name = name
    self.jobs = jobs
  }

  package var totalWork: Int { jobs.reduce(0) { $0 + $1.work } }

  /// Most operations of a job.
  package var mostOperations: Int { jobs.reduce(0) { max($0, $1.operations.count) } }

  /// The jobs' numbers by release, and among equals as the file has them.
  package var arrivalOrder: [Int] { jobs.indices.sorted { (jobs[$0].release, $0) < (jobs[$1].release, $1) } }

  /// What a job is called: by its name, or by its place in the file, from 1.
  package func title(of job: Int) -> String { jobs[job].name ?? "\(job + 1)" }
}

/// Why jobs are no instance.
package struct InvalidFlowInstance: Error, CustomStringConvertible, Sendable, Equatable {
  package let description: String
  /// The job at fault, from 0; nil where it is all of them.
  package let job: Int?

  package init(_ description: String, job: Int? = nil) {
    self.description = description
    self.job = job
  }
}
