extension FlowShop {
  /// A bound on the makespan of one factory from every two machines: what lies between them is a lag that takes no
  /// machine, which Johnson's order of (p_u + lag, lag + p_v) schedules best.
  ///
  /// - Parameter shouldStop: looked at between pairs; after true, the pairs so far count.
  /// - Source: Lageweg, Lenstra, Rinnooy Kan 1978, "A general bounding scheme for the permutation flow-shop problem".
  package func johnsonBound(shouldStop: () -> Bool = { false }) -> Int {
    precondition(objective == .makespan && factories == 1, "pairs of machines bound the makespan of one factory")
    var bound = 0
    if jobs == 0 { return 0 }
    let leastHeads = (0..<machines).map { headsAndTails($0).heads.min() ?? 0 }
    let leastTails = (0..<machines).map { headsAndTails($0).tails.min() ?? 0 }
    for u in 0..<machines {
      var lags = [Int](repeating: 0, count: jobs)
      for v in u + 1..<max(machines, u + 1) {
        if shouldStop() { return bound }
        if v > u + 1 { for job in 0..<jobs { lags[job] += duration(job, v - 1) } }
        var first = leastHeads[u]
        var second = leastHeads[v]
        for job in johnsonOrder(u, v, lags) {
          first += duration(job, u)
          second = max(second, first + lags[job]) + duration(job, v)
        }
        bound = max(bound, second + leastTails[v])
      }
    }
    return bound
  }

  /// Jobs that are shorter on the first machine by growing first part, then the others by falling second part.
  private func johnsonOrder(_ u: Int, _ v: Int, _ lags: [Int]) -> [Int] {
    let keys = (0..<jobs).map { job in
      let (a, b) = (duration(job, u), duration(job, v))
      return a <= b ? (0, a + lags[job]) : (1, -b - lags[job])
    }
    return (0..<jobs).sorted { keys[$0] < keys[$1] }
  }
}
