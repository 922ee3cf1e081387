import MIP
import Solving

extension Tardiness {
  /// The positional model: x(j, k) = 1 if job j stands at place k, and the completion and tardiness of each place.
  ///
  /// Completions are chained, C(k) ≥ C(k - 1) + Σ p x(·, k) and C(k) ≥ Σ (r + p) x(·, k). With unit weights the
  /// tardiness belongs to the place: T(k) ≥ C(k) - Σ d x(·, k). With other weights it belongs to the job, and T(j) ≥
  /// C(k) - d(j) is switched off by M (1 - x(j, k)), M being how late the job could be at that place.
  /// - Source: Wagner 1959; for tardiness: Keha, Khowala, Fowler 2009, "Mixed integer programming formulations for
  ///   single machine scheduling problems".
  struct PositionalModel: LinearFormulation {
    private(set) var model: LinearModel
    private let instance: Instance
    /// The numbers of the jobs with a duration; the others cost what they cost, and are not in the model.
    private let numbers: [Int]
    private let completionColumns: Int
    private let tardinessColumns: Int
    private let isUnweighted: Bool

    /// More jobs than this make no model that a solver could do anything with.
    static let jobLimit = 500

    init(_ instance: Instance) {
      self.instance = instance
      numbers = instance.jobs.indices.filter { instance.jobs[$0].processingTime > 0 }
      let count = numbers.count
      isUnweighted = numbers.allSatisfy { instance.jobs[$0].weight == 1 }
      completionColumns = count * count
      tardinessColumns = count * count + count
      model = LinearModel(name: instance.name)
      model.isObjectiveIntegral = true
      model.objectiveConstant = Double(Tardiness.instantCost(of: instance))
      for job in 0..<count {
        for place in 0..<count { model.addColumn("x_\(job)_\(place)", .binary, from: 0, to: 1) }
      }
      let horizon = Double(instance.horizon)
      for place in 0..<count { model.addColumn("completion_\(place)", .continuous, from: 0, to: horizon) }
      for (index, job) in jobs.enumerated() {
        model.addColumn(
          "tardiness_\(index)", .continuous, from: 0, to: .infinity, cost: isUnweighted ? 1 : Double(job.weight))
      }
      addAssignment()
      addCompletions()
      if isUnweighted { addTardinessOfPlaces() } else { addTardinessOfJobs() }
    }

    private var count: Int { numbers.count }
    private var jobs: [Job] { numbers.map { instance.jobs[$0] } }

    private func x(_ job: Int, _ place: Int) -> Int { job * count + place }

    /// Σ coefficient(job) · x(job, place).
    private func sum(at place: Int, _ coefficient: (Job) -> Int) -> [LinearModel.Term] {
      jobs.enumerated().map { .init(x($0.offset, place), Double(coefficient($0.element))) }
    }

    private mutating func addAssignment() {
      for index in 0..<count {
        model.addRow("place_\(index)", sum(at: index) { _ in 1 }, from: 1, to: 1)
        model.addRow("job_\(index)", (0..<count).map { .init(x(index, $0), 1) }, from: 1, to: 1)
      }
    }

    private mutating func addCompletions() {
      for place in 0..<count {
        let own = LinearModel.Term(completionColumns + place, 1)
        var chain = [own] + sum(at: place) { -$0.processingTime }
        if place > 0 { chain.append(.init(completionColumns + place - 1, -1)) }
        model.addRow("chain_\(place)", chain, from: 0)
        if instance.hasReleaseDates {
          model.addRow("release_\(place)", [own] + sum(at: place) { -$0.releaseDate - $0.processingTime }, from: 0)
        }
      }
    }

    private mutating func addTardinessOfPlaces() {
      for place in 0..<count {
        let difference: [LinearModel.Term] = [
          .init(tardinessColumns + place, 1), .init(completionColumns + place, -1),
        ]
        model.addRow("late_\(place)", difference + sum(at: place) { $0.dueDate }, from: 0)
      }
    }

    private mutating func addTardinessOfJobs() {
      let longest = jobs.map(\.processingTime).sorted(by: >)
      let release = jobs.reduce(0) { max($0, $1.releaseDate) }
      var latest = release
      for place in 0..<count {
        latest += longest[place]
        for (index, job) in jobs.enumerated() where job.weight > 0 && latest > job.dueDate {
          let bigM = Double(latest - job.dueDate)
          model.addRow(
            "late_\(index)_\(place)",
            [.init(tardinessColumns + index, 1), .init(completionColumns + place, -1), .init(x(index, place), -bigM)],
            from: Double(-job.dueDate) - bigM)
        }
      }
    }

    /// The sequence of the places; its times are computed anew, since those of the model are within tolerances only.
    func decode(_ values: [Double]) -> Solution? {
      guard values.count == model.columns.count else { return nil }
      var sequence = instance.jobs.indices.filter { instance.jobs[$0].processingTime == 0 }
      for place in 0..<count {
        guard let job = (0..<count).first(where: { values[x($0, place)] > 0.5 }) else { return nil }
        sequence.append(numbers[job])
      }
      guard Set(sequence).count == instance.jobCount else { return nil }
      return Solution(sequence, of: instance)
    }

    func encode(_ solution: Solution) -> [Double]? {
      // Whatever idles on the way, the same sequence without idling is in the model and no worse.
      let dense = Solution(solution.sequence, of: instance)
      var values = [Double](repeating: 0, count: model.columns.count)
      let places = dense.sequence.filter { instance.jobs[$0].processingTime > 0 }
      for (place, number) in places.enumerated() {
        guard let job = numbers.firstIndex(of: number) else { return nil }
        let completion = dense.completions[number]
        values[x(job, place)] = 1
        values[completionColumns + place] = Double(completion)
        values[tardinessColumns + (isUnweighted ? place : job)] = Double(
          max(0, completion - instance.jobs[number].dueDate))
      }
      return values
    }
  }
}
