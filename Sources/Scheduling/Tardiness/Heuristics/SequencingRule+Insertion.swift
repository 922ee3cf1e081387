/// The rules that move jobs about in a sequence.
extension Tardiness.SequencingRule {
  /// EDDC: insertion sort from SPT towards EDD, in which a job passes its predecessor only where that one would still
  /// be early in its old place.
  ///
  /// - Complexity: O(n²).
  static func guardedInsertion(_ jobs: Tardiness.SequencingJobs, _ shouldStop: () -> Bool) -> [Int] {
    var order = (0..<jobs.count).sorted {
      (jobs.times[$0], jobs.dueDates[$0], $0) < (jobs.times[$1], jobs.dueDates[$1], $1)
    }
    guard order.count > 1 else { return order }
    /// completions[k]: when the job at place k ends; a swap changes only the earlier of the two.
    var completions: [Int] = []
    for job in order { completions.append((completions.last ?? 0) + jobs.times[job]) }
    for start in 1..<order.count {
      if start % 64 == 0, shouldStop() { return order }
      var place = start
      while place > 0, jobs.dueDates[order[place]] < jobs.dueDates[order[place - 1]] {
        if jobs.dueDates[order[place - 1]] > completions[place - 1] {
          order.swapAt(place, place - 1)
          completions[place - 1] += jobs.times[order[place - 1]] - jobs.times[order[place]]
        }
        place -= 1
      }
    }
    return order
  }

  /// PSK: from the shortest job on, a job makes way for one with an earlier due date as far as it stays early.
  ///
  /// - Complexity: O(n²).
  static func forwardPass(_ jobs: Tardiness.SequencingJobs, _ shouldStop: () -> Bool) -> [Int] {
    var waiting = (0..<jobs.count).sorted {
      (jobs.times[$0], jobs.dueDates[$0], $0) < (jobs.times[$1], jobs.dueDates[$1], $1)
    }
    var order: [Int] = []
    var time = 0
    while !waiting.isEmpty {
      if order.count % 64 == 0, shouldStop() { return order + waiting }
      var active = 0
      if time + jobs.times[waiting[0]] < jobs.dueDates[waiting[0]] {
        for place in waiting.indices.dropFirst() {
          if jobs.dueDates[waiting[active]] <= time + jobs.times[waiting[place]] { break }
          if jobs.dueDates[waiting[place]] < jobs.dueDates[waiting[active]] { active = place }
        }
      }
      let job = waiting.remove(at: active)
      order.append(job)
      time += jobs.times[job]
    }
    return order
  }

  /// Bean and Hall's augmentation: whenever a job has been appended, the best move of an earlier job to the end, if it
  /// makes the partial sequence strictly better; the first one among equals.
  ///
  /// - Complexity: O(n³).
  static func augmented(
    _ base: [Int], _ jobs: Tardiness.SequencingJobs, _ shouldStop: () -> Bool
  ) -> [Int] {
    func tardiness(_ job: Int, at time: Int) -> Int { jobs.weights[job] * max(0, time - jobs.dueDates[job]) }
    var order: [Int] = []
    var completions: [Int] = []
    for (rank, job) in base.enumerated() {
      order.append(job)
      completions.append((completions.last ?? 0) + jobs.times[job])
      let end = completions[completions.count - 1]
      var bestChange = 0
      var bestPlace: Int?
      for place in order.indices.dropLast() {
        if shouldStop() { return order + base[(rank + 1)...] }
        let moved = order[place]
        var change = tardiness(moved, at: end) - tardiness(moved, at: completions[place])
        for later in (place + 1)..<order.count {
          let time = completions[later]
          change += tardiness(order[later], at: time - jobs.times[moved]) - tardiness(order[later], at: time)
        }
        if change < bestChange { (bestChange, bestPlace) = (change, place) }
      }
      guard let bestPlace else { continue }
      order.append(order.remove(at: bestPlace))
      completions.removeAll(keepingCapacity: true)
      for job in order { completions.append((completions.last ?? 0) + jobs.times[job]) }
    }
    return order
  }

  /// NBR: from EDD, and from the last place back: where the job there is late, the longer job before it whose relocation
  /// behind it gains most comes to stand in that place, if any gains.
  ///
  /// The gain is what the jobs in between save by being earlier, less what the relocated job pays.
  /// - Complexity: O(n³).
  static func relocations(_ jobs: Tardiness.SequencingJobs, _ shouldStop: () -> Bool) -> [Int] {
    var order = Self.edd.order(of: jobs)
    var completions: [Int] = []
    for job in order { completions.append((completions.last ?? 0) + jobs.times[job]) }
    for last in order.indices.reversed() {
      let end = completions[last]
      guard end > jobs.dueDates[order[last]] else { continue }
      var bestBenefit = 0
      var bestPlace: Int?
      for place in 0..<last where jobs.times[order[place]] > jobs.times[order[last]] {
        if shouldStop() { return order }
        let moved = order[place]
        let time = jobs.times[moved]
        var benefit = -jobs.weights[moved] * max(0, end - max(jobs.dueDates[moved], completions[place]))
        for between in (place + 1)...last {
          let job = order[between]
          benefit += jobs.weights[job] * min(time, max(0, completions[between] - jobs.dueDates[job]))
        }
        if benefit > bestBenefit { (bestBenefit, bestPlace) = (benefit, place) }
      }
      guard let bestPlace else { continue }
      let moved = order.remove(at: bestPlace)
      order.insert(moved, at: last)
      for place in bestPlace...last {
        completions[place] = (place > 0 ? completions[place - 1] : 0) + jobs.times[order[place]]
      }
    }
    return order
  }
}
