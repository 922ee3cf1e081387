import Testing

@testable import dovetail_verify

@Suite struct TardinessCertificateTests {
  private typealias Job = TardinessProblem.Job
  private typealias Line = (code: UInt8, numbers: [Int])

  private func problem(_ jobs: [Job]) throws -> TardinessProblem {
    let lines = jobs.map { "\($0.time) \($0.due) \($0.weight)" }
    return try TardinessProblem(bytes("\(jobs.count)\n\(lines.joined(separator: "\n"))\n"), question: [:])
  }

  /// The least total of jobs from a start, by trying each as the first.
  private func least(_ jobs: [Job], _ members: Set<Int>, _ start: Int, _ known: inout [[Int]: Int]) -> Int {
    if members.isEmpty { return 0 }
    let key = [start] + members.sorted()
    if let value = known[key] { return value }
    let value =
      members.map { job in
        let end = start + jobs[job].time
        return jobs[job].weight * max(0, end - jobs[job].due) + least(jobs, members.subtracting([job]), end, &known)
      }.min() ?? 0
    known[key] = value
    return value
  }

  /// § The rules of Lawler's decomposition leave an optimal place: with the true values of all sets from all starts, each
  /// entry of a table passes; and none passes that is higher.
  @Test(arguments: 0..<60) func theTableIsWhatEnumerationFinds(seed: Int) throws {
    var random = SampleRandom(state: UInt64(seed))
    let jobs = (0..<Int.random(in: 1...6, using: &random)).map { _ in
      Job(time: .random(in: 0...5, using: &random), due: .random(in: -2...14, using: &random))
    }.sorted { ($0.due, $0.time) < ($1.due, $1.time) }
    let byRank = jobs.indices.sorted { (jobs[$0].time, $0) < (jobs[$1].time, $1) }
    let horizon = jobs.reduce(0) { $0 + $1.time }
    var known: [[Int]: Int] = [:]
    var lines: [Line] = []
    for rank in jobs.indices {
      for first in 0...byRank[rank] {
        for last in byRank[rank]..<jobs.count {
          let members = Set(byRank[...rank].filter { (first...last).contains($0) })
          var (numbers, before) = ([first, last, rank], 0)
          for start in 0...horizon {
            let value = least(jobs, members, start, &known)
            numbers += [start == 0 ? 0 : 1, value - before]
            before = value
          }
          lines.append(ownLine(64, numbers))
        }
      }
    }
    let problem = try problem(jobs)
    let optimum = least(jobs, Set(jobs.indices), 0, &known)
    #expect(refutes(problem, below: [optimum], lines), "seed \(seed)")
    #expect(!refutes(problem, below: [optimum + 1], lines), "seed \(seed)")
    for _ in 0..<30 {
      var changed = lines
      let line = Int.random(in: lines.indices, using: &random)
      let place = 4 + 2 * Int.random(in: 0..<(lines[line].numbers.count - 3) / 2, using: &random)
      changed[line].numbers[place] += 1
      #expect(!refutes(problem, below: [0], changed), "seed \(seed), line \(line), number \(place)")
    }
    // Without the table, what is plain to see is left.
    #expect(!refutes(problem, below: [optimum + 1], []), "seed \(seed)")
  }

  /// The worked example of Çetinkaya et al. 2025 with the proof that dovetail writes; in it no number may be larger.
  @Test func aProofIsAcceptedAndNoLineOfItCanBeMissedOrSayMore() throws {
    let problem = try problem(
      zip([10, 11, 10, 10, 11, 10], [15, 11, 13, 11, 12, 11]).map { Job(time: $0, due: $1) })
    let lines = [[0, 4, 2, 0, 26], [0, 5, 3, 0, 51], [0, 5, 4, 0, 91], [0, 5, 5, 0, 141]].map { ownLine(64, $0) }
    func verdict(_ lines: [Line], _ ends: [Int], _ conclusion: Conclusion?) -> String? {
      let solution = JSON.object(["completions": .list(ends.map { .number($0) })])
      return try? verify(problem, solution: solution, bound: nil, proof: ownProof(lines, conclusion))
    }
    let best = [40, 51, 30, 10, 62, 20]
    #expect(verdict(lines, best, .optimal(141)) == "optimal 141")
    #expect(try verify(problem, solution: nil, bound: 141, proof: ownProof(lines, .bound(141))) == "bound 141")
    for conclusion in [.optimal(140), .optimal(142), .bound(141), .infeasible, nil] as [Conclusion?] {
      #expect(verdict(lines, best, conclusion) == nil, "\(String(describing: conclusion))")
    }
    #expect(verdict(lines, [10, 21, 31, 41, 52, 62], .optimal(141)) == nil)
    for number in lines.indices {
      var fewer = lines
      fewer.remove(at: number)
      #expect(verdict(fewer, best, .optimal(141)) == nil, "without line \(number)")
      for place in 0..<5 {
        for change in [-1, 1] {
          var changed = lines
          changed[number].numbers[place] += change
          #expect(verdict(changed, best, .optimal(141)) == nil, "line \(number), number \(place), \(change)")
        }
      }
    }
    #expect(verdict(lines + [lines[0]], best, .optimal(141)) == nil)
  }

  @Test func linesOfATableThatSayNothingOfSetsAreRejected() throws {
    let problem = try problem([Job(time: 3, due: 2), Job(time: 2, due: 4)])
    for numbers in [
      [0, 1], [0, 1, 1, 0], [0, 2, 1, 0, 0], [-1, 1, 1, 0, 0], [0, 1, 2, 0, 0], [1, 1, 1, 0, 0], [0, 1, 1, 9, 0],
      // By processing times the second job is of rank 0.
      [1, 0, 0, 0, 0],
    ] {
      #expect(!refutes(problem, below: [0], [ownLine(64, numbers)]), "\(numbers)")
    }
    #expect(refutes(problem, below: [0], [ownLine(64, [0, 1, 1, 0, 2])]))
    #expect(!refutes(problem, below: [0], [ownLine(64, [0, 1, 1, 0, 2]), ownLine(64, [0, 1, 1, 0, 2])]))
    #expect(!refutes(problem, below: [0], [ownLine(65, [0, 0])]))
  }

  /// § The lexicographically smallest optimum keeps all rules: with all jobs exactly once, nothing below the optimum is
  /// left, and the optimum is never refuted, at whatever multipliers.
  @Test(arguments: 0..<1000) func theReplayRefutesWhatIsBelowTheOptimumOnly(seed: Int) throws {
    var random = SampleRandom(state: UInt64(seed))
    let jobs = (0..<Int.random(in: 1...6, using: &random)).map { _ in
      Job(
        time: .random(in: 0...4, using: &random), due: .random(in: -2...10, using: &random),
        weight: .random(in: 0...3, using: &random))
    }
    var known: [[Int]: Int] = [:]
    // Jobs without a duration are done at once, so first.
    let instant = jobs.reduce(0) { $0 + ($1.time == 0 ? $1.weight * max(0, -$1.due) : 0) }
    let rest = jobs.filter { $0.time > 0 }
    let optimum = instant + least(rest, Set(rest.indices), 0, &known)
    func someLines() -> [Line] {
      let none = rest.map { _ in 0 }
      let some = rest.map { _ in Int.random(in: -200...300, using: &random) }
      let chosen = rest.indices.shuffled(using: &random)
      let half = (chosen.count + 1) / 2
      if chosen.isEmpty { return [ownLine(65, none)] }
      var lines: [Line] = [ownLine(65, some), ownLine(66, Array(chosen[..<half])), ownLine(65, none)]
      if half < chosen.count { lines += [ownLine(66, Array(chosen[half...])), ownLine(65, none)] as [Line] }
      return lines
    }
    func refutes(_ bound: Int, _ lines: [Line]) -> Bool {
      do {
        var replay = try TardinessReplay(jobs, below: bound)
        var reader = OwnLines(try ownProof(lines, .infeasible))
        try replay.run(&reader)
        return true
      } catch { return false }
    }
    for _ in 0..<5 {
      let lines = someLines()
      #expect(refutes(optimum, lines), "seed \(seed)")
      #expect(!refutes(optimum + 1, lines), "seed \(seed)")
      #expect(!refutes(optimum + 7, lines), "seed \(seed)")
    }
    #expect(!refutes(optimum + 1, [ownLine(66, [0])]), "seed \(seed)")
    #expect(rest.count < 2 || !refutes(optimum + 1, [ownLine(65, [0])]), "seed \(seed)")
  }

  @Test func solutionsAreChecked() throws {
    let problem = try problem([Job(time: 3, due: 2), Job(time: 2, due: 4, weight: 2), Job(time: 0, due: -1)])
    func total(_ ends: [Int]) -> [Int]? {
      try? problem.objective(of: .object(["completions": .list(ends.map { .number($0) })]))
    }
    #expect(total([3, 5, 0]) == [1 + 2 + 1])
    #expect(total([5, 2, 0]) == [3 + 1])
    #expect(total([3, 4, 0]) == nil)
    #expect(total([2, 5, 0]) == nil)
    #expect(total([3, 5]) == nil)
  }

  @Test func instancesAreReadInTheirLayouts() throws {
    func jobs(_ string: String, _ question: [String: Int] = [:]) -> [Job]? {
      try? TardinessProblem(bytes(string), question: question).jobs
    }
    #expect(jobs("# two\n2\n3 4\n5 -6\n") == [Job(time: 3, due: 4), Job(time: 5, due: -6)])
    #expect(jobs("1\n3 4 2\n1\n5 6 7\n", ["instance": 2]) == [Job(time: 5, due: 6, weight: 7)])
    #expect(jobs("1\n3 4\n1\n5 6\n") == nil)
    #expect(jobs("2\n3 4\n") == nil)
    #expect(jobs("1\n3 4 1 9\n") == nil)
    #expect(jobs("30 40 50 60\n1 2 3 4\n70 80 90 99\n")?[1] == Job(time: 40, due: 80, weight: 2))
    #expect(jobs("3 4 5 6 7 8", ["jobs": 2])?[0] == Job(time: 3, due: 7, weight: 5))
  }
}
