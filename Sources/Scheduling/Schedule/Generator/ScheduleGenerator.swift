import Basics
import Solving

extension GeneralSchedule {
  /// Random instances of the usual shapes: shops here, projects in an extension.
  public struct Generator {
    /// What is made.
    public enum Kind: String, Sendable, CaseIterable {
      /// A job shop.
      case job
      /// A flexible job shop.
      case flexible
      /// An open shop.
      case open
      /// A flow shop with an order for each machine.
      case flow
      /// A flow shop with one order of jobs.
      case permutation
      /// A hybrid flow shop.
      case hybrid
      /// Several flow shops of one kind.
      case distributed
      /// Unrelated parallel machines.
      case parallel
      /// A project with modes and resources that are used up.
      case multiMode = "multi-mode"
      /// A project with minimum and maximum lags.
      case lags
      /// A project of a level, which asks for any schedule: precedences, then downtimes, windows and pairs as well.
      case constrained
      /// Any rules together; it may have no schedule.
      case random
    }

    /// Jobs, or activities of a project; at least 1.
    public var jobs = 10
    /// Machines or stages, or resources of a project; at least 1.
    public var machines = 5
    /// Machines of an operation, of a stage, factories or modes, whatever there is a choice of; at least 1.
    public var choices = 2
    /// At least 0.
    public var durations = 1...99
    /// Of a constrained project, precedences that no others imply; nil for as many as tasks, where there is room.
    public var level: Int?
    /// Of a constrained project, 1 for precedences and resources alone, 2 for all of it.
    public var phase = 2
    /// Of a constrained project, by how much due dates are earlier than some schedule keeps them; 0 at least.
    public var tightening = 0
    /// Equal seeds give equal instances.
    public var seed: UInt64 = 1

    /// Ten jobs on five machines.
    public init() {}

    /// - Throws: what makes no instance, in words.
    public func instance(_ kind: Kind) throws(InvalidInstance) -> Instance {
      let name = "\(kind.rawValue)-\(jobs)x\(machines)-\(seed)"
      guard jobs >= 1, machines >= 1, choices >= 1, durations.lowerBound >= 0 else {
        throw InvalidInstance("jobs, machines and choices are at least 1, durations at least 0")
      }
      switch kind {
      case .job:
        return try jobShop(JobShop.Generator.random(jobs: jobs, machines: machines, seed: seed, durations: durations))
      case .flexible: return try flexibleJobShop(name: name, machines: machines, jobs: flexibleJobs())
      case .open: return try openShop(name: name, durations: matrix())
      case .flow: return try flowShop(name: name, durations: matrix())
      case .permutation: return try permutationFlowShop(name: name, durations: matrix())
      case .hybrid:
        return try hybridFlowShop(
          name: name, machines: [Int](repeating: choices, count: machines), durations: matrix())
      case .distributed: return try distributedFlowShop(name: name, factories: choices, durations: matrix())
      case .parallel: return try parallelMachines(name: name, durations: matrix())
      case .multiMode: return try multiModeProject(name)
      case .lags: return try projectWithLags(name)
      case .constrained: return try constrainedProject()
      case .random: return anyRules()
      }
    }

    private func constrainedProject() throws(InvalidInstance) -> Instance {
      guard durations.lowerBound >= 1, durations.upperBound <= 100, jobs <= 1000 else {
        throw InvalidInstance("constrained projects have 1000 tasks at most, of 1 to 100 each")
      }
      var project = try ConstrainedProject(
        .init(
          tasks: jobs, resources: machines, durations: durations, level: level, isFull: phase > 1,
          tightening: tightening, seed: seed))
      let tight = tightening > 0 ? "-t\(tightening)" : ""
      return try project.instance(name: "p\(phase)-n\(jobs)-k\(project.level)-s\(seed)\(tight)")
    }

    private func anyRules() -> Instance {
      var size = RandomSchedule.Size()
      size.tasks = jobs...jobs
      size.modes = 1...choices
      size.resources = 1...machines
      size.duration = max(1, durations.lowerBound)...max(1, durations.upperBound)
      let horizon = jobs * size.duration.upperBound
      size.horizon = (horizon + 1) / 2...horizon
      return RandomSchedule(seed: seed, size: size).instance
    }

    /// By job and machine.
    private func matrix() -> [[Int]] {
      var random = RandomSource(seed: seed)
      return (0..<jobs).map { _ in (0..<machines).map { _ in random.within(durations) } }
    }

    /// Each job has as many operations as there are machines; an operation takes up to half as long again where it is
    /// not at home.
    private func flexibleJobs() -> [[[FlexibleChoice]]] {
      var random = RandomSource(seed: seed)
      return (0..<jobs).map { _ in
        (0..<machines).map { _ in
          let duration = random.within(durations)
          var order = Array(0..<machines)
          return (0..<min(choices, machines)).map { place in
            order.swapAt(place, random.within(place...machines - 1))
            let longer = place == 0 ? 0 : random.within(0...(duration + 1) / 2)
            return FlexibleChoice(machine: order[place], duration: duration + longer)
          }
        }
      }
    }
  }
}
