/// One row for each run; what most readers look for stands in the first columns.
extension Analysis {
  /// - Parameter pictures: files beside the report, by instance.
  public func runTable(pictures: [Int: String] = [:]) -> Table {
    let rows = campaign.runs.indices.map { index -> [Table.Cell] in
      let run = campaign.runs[index]
      let record = run.record
      let measure = measured[index]
      let instance = campaign.instances[run.instance]
      let reference = campaign.references[run.instance]
      let gap = record.objective.flatMap { objective in record.bound.map { objective.gap(to: $0) } }
      return [
        pictures[run.instance].map { .link(instance.name, to: $0) } ?? .text(instance.name),
        .text(campaign.variants[run.variant].name), .text(record.status.rawValue), .optional(record.objective),
        .optionalShare(gap), .number(record.time, 3), .optional(record.bound), .text(instance.family),
        .text("\(run.seed)"), .optional(reference?.lower), .optional(reference?.upper),
        .optionalShare(measure.primalGap), .optional(record.firstSolutionTime, 3),
        .optional(record.bestSolutionTime, 3),
        .number(measure.primalIntegral, 3), .number(measure.dualIntegral, 3), .number(record.measurement.wall, 3),
        .number(record.measurement.user + record.measurement.system, 3),
        record.measurement.memory.map { .number(Double($0) / 1_048_576, 1) } ?? .absent,
        record.detail.map { .text($0) } ?? .absent,
      ]
    }
    return Table(title: "Runs", columns: Self.runColumns, rows: rows)
  }

  private static let runColumns: [Table.Column] = [
    .init(key: "instance", title: "instance", isText: true), .init(key: "variant", title: "variant", isText: true),
    .init(key: "status", title: "status", isText: true), .init(key: "objective", title: "objective"),
    .init(key: "gap", title: "gap"), .init(key: "time", title: "time, s"), .init(key: "bound", title: "bound"),
    .init(key: "family", title: "family", isText: true), .init(key: "seed", title: "seed"),
    .init(key: "reference_lb", title: "known bound"), .init(key: "reference_ub", title: "known solution"),
    .init(key: "primal_gap", title: "to best known"),
    .init(key: "first_solution_time", title: "first, s"), .init(key: "best_solution_time", title: "best, s"),
    .init(key: "primal_integral", title: "primal integral, s"), .init(key: "dual_integral", title: "dual integral, s"),
    .init(key: "wall", title: "process, s"), .init(key: "cpu", title: "processor, s"),
    .init(key: "memory", title: "memory, MiB"), .init(key: "detail", title: "what went wrong", isText: true),
  ]
}
