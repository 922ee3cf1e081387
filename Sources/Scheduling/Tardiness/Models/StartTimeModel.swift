import MIP
import Solving

extension Tardiness {
  /// The time-indexed model: x(j, t) = 1 if job j starts at time t, and at each time one job runs at most.
  ///
  /// Its relaxation is by far the strongest known, and its size grows with the processing times: the positional model
  /// is for where that is too much.
  /// - Source: Sousa, Wolsey 1992, "A time indexed formulation of non-preemptive single machine scheduling problems".
  struct StartTimeModel: LinearFormulation {
    private(set) var model: LinearModel
    private let instance: Instance
    private let firstColumn: [Int]

    init(_ instance: Instance) {
      self.instance = instance
      model = LinearModel(name: instance.name)
      model.isObjectiveIntegral = true
      var firstColumn: [Int] = []
      for (index, job) in instance.jobs.enumerated() {
        firstColumn.append(model.columns.count)
        for start in Self.starts(of: job, instance) {
          let late = max(0, start + job.processingTime - job.dueDate)
          model.addColumn("x_\(index)_\(start)", .binary, from: 0, to: 1, cost: Double(job.weight * late))
        }
      }
      self.firstColumn = firstColumn
      for (index, job) in instance.jobs.enumerated() {
        let terms = Self.starts(of: job, instance).map { LinearModel.Term(column(index, $0), 1) }
        model.addRow("job_\(index)", terms, from: 1, to: 1)
      }
      addCapacity()
    }

    /// The number of nonzero coefficients that the model would have.
    static func nonzeroCount(of instance: Instance) -> Int {
      instance.jobs.reduce(0) { sum, job in
        // Saturates: it is only compared with a limit.
        let (product, overflows) = starts(of: job, instance).count.multipliedReportingOverflow(
          by: job.processingTime + 1)
        return overflows || product > Int.max / 4 - sum ? Int.max / 4 : sum + product
      }
    }

    private static func starts(of job: Job, _ instance: Instance) -> ClosedRange<Int> {
      job.releaseDate...(instance.horizon - job.processingTime)
    }

    private func column(_ job: Int, _ start: Int) -> Int {
      firstColumn[job] + start - instance.jobs[job].releaseDate
    }

    private mutating func addCapacity() {
      for time in 0..<instance.horizon {
        var terms: [LinearModel.Term] = []
        for (index, job) in instance.jobs.enumerated() where job.processingTime > 0 {
          let possible = Self.starts(of: job, instance)
          let first = max(possible.lowerBound, time - job.processingTime + 1)
          let last = min(possible.upperBound, time)
          guard first <= last else { continue }
          for start in first...last { terms.append(.init(column(index, start), 1)) }
        }
        if terms.count > 1 { model.addRow("time_\(time)", terms, to: 1) }
      }
    }

    /// The jobs in the order of their starts.
    func decode(_ values: [Double]) -> Solution? {
      guard values.count == model.columns.count else { return nil }
      var starts: [(time: Int, end: Int, job: Int)] = []
      for (index, job) in instance.jobs.enumerated() {
        guard let start = Self.starts(of: job, instance).first(where: { values[column(index, $0)] > 0.5 }) else {
          return nil
        }
        starts.append((start, start + job.processingTime, index))
      }
      return Solution(starts.sorted { $0 < $1 }.map(\.job), of: instance)
    }

    func encode(_ solution: Solution) -> [Double]? {
      let dense = Solution(solution.sequence, of: instance)
      var values = [Double](repeating: 0, count: model.columns.count)
      for (index, job) in instance.jobs.enumerated() {
        values[column(index, dense.completions[index] - job.processingTime)] = 1
      }
      return values
    }
  }
}
