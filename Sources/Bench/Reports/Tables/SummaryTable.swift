/// One row for each variant, on all instances and on those of each family.
extension Analysis {
  public var summaryTable: Table {
    var families: [String] = []
    for instance in campaign.instances where !families.contains(instance.family) { families.append(instance.family) }
    var rows: [[Table.Cell]] = []
    for family in (families.count > 1 ? [nil] : []) + families.map(Optional.some) {
      for variant in activeVariants {
        let chosen = campaign.runs.indices.filter { index in
          let run = campaign.runs[index]
          return run.variant == variant && (family == nil || campaign.instances[run.instance].family == family)
        }
        if !chosen.isEmpty { rows.append(summary(chosen, family: family ?? "all", variant: variant)) }
      }
    }
    return Table(title: "Summary", columns: Self.summaryColumns, rows: rows)
  }

  private static let summaryColumns: [Table.Column] = [
    .init(key: "family", title: "family", isText: true), .init(key: "variant", title: "variant", isText: true),
    .init(key: "runs", title: "runs"), .init(key: "proved", title: "proved"),
    .init(key: "primal_gap", title: "to best known"), .init(key: "time", title: "time, s (shifted geometric)"),
    .init(key: "gap", title: "gap"), .init(key: "best", title: "best known"),
    .init(key: "feasible", title: "feasible"), .init(key: "none", title: "no solution"),
    .init(key: "failed", title: "failed"),
    .init(key: "first_solution_time", title: "first solution, s"),
    .init(key: "primal_integral", title: "primal integral, s"), .init(key: "dual_integral", title: "dual integral, s"),
    .init(key: "primal_dual_integral", title: "primal-dual integral, s"),
    .init(key: "peak_memory", title: "peak memory, MiB"),
  ]

  private func summary(_ chosen: [Int], family: String, variant: Int) -> [Table.Cell] {
    let records = chosen.map { campaign.runs[$0].record }
    let measures = chosen.map { measured[$0] }
    let count = { (isCounted: (RunRecord) -> Bool) in Table.Cell.integer(records.filter(isCounted).count) }
    let gaps = records.compactMap { record in
      record.status.isProved
        ? 0 : record.objective.flatMap { objective in record.bound.map { objective.gap(to: $0) } }
    }
    let memory = records.compactMap(\.measurement.memory).max()
    return [
      .text(family), .text(campaign.variants[variant].name), .integer(records.count), count { $0.status.isProved },
      .optionalShare(Mean.arithmetic(measures.compactMap(\.primalGap))),
      .optional(Mean.shiftedGeometric(measures.map(\.time)), 3), .optionalShare(Mean.arithmetic(gaps)),
      .integer(
        zip(records, measures).filter { $0.status == .infeasible || $0.objective != nil && $1.primalGap == 0 }.count),
      count { $0.status == .feasible }, count { $0.status == .unknown }, count { $0.status.isFailure },
      .optional(Mean.arithmetic(records.compactMap(\.firstSolutionTime)), 3),
      .optional(Mean.arithmetic(measures.map(\.primalIntegral)), 3),
      .optional(Mean.arithmetic(measures.map(\.dualIntegral)), 3),
      .optional(Mean.arithmetic(measures.map(\.primalDualIntegral)), 3),
      memory.map { .number(Double($0) / 1_048_576, 1) } ?? .absent,
    ]
  }
}
