import Basics
import Race

extension Tardiness {
  /// Iterated dynasearch: from a local optimum, a few random exchanges of nearby jobs, dynasearch on the places around
  /// them, and back where that made things worse.
  ///
  /// Only a window is searched after a kick, since the completions outside it stay as they are. Narrow windows are cheap
  /// and mend what is local; wide ones can exchange long jobs that are late at the end for others.
  struct DynasearchStrategy: Strategy {
    static let heuristicName = "dynasearch"

    let name = DynasearchStrategy.heuristicName
    private let instance: Instance
    private let seed: UInt64
    private let kickLimit: Int?

    /// Kicks without improvement after which the search ends.
    private static let patience = 30_000

    /// - Parameter kickLimit: ends the search; nil for no limit but patience.
    init(_ instance: Instance, seed: UInt64, kickLimit: Int? = nil) {
      self.instance = instance
      self.seed = seed
      self.kickLimit = kickLimit
    }

    func run(on scoreboard: Scoreboard<Solution>) {
      guard !scoreboard.shouldStop else { return }
      let jobs = SequencingJobs(instance)
      guard jobs.count > 1 else {
        scoreboard.offer(jobs.solution(of: Array(0..<jobs.count)), from: name)
        return
      }
      var search = IteratedDynasearch(jobs, order: startOrder(jobs, scoreboard), seed: seed)
      search.descend { scoreboard.shouldStop }
      offer(search, jobs, scoreboard)
      var idle = 0
      var kicks = 0
      var offered = search.best
      while idle < Self.patience, kicks < kickLimit ?? .max, search.best > 0, !scoreboard.shouldStop {
        idle = search.kick() ? 0 : idle + 1
        kicks += 1
        if idle == 0, search.best < scoreboard.bestObjective || instance.hasReleaseDates {
          offer(search, jobs, scoreboard)
          offered = search.best
        }
        if kicks.isMultiple(of: Self.patience / 100) { search.descend { scoreboard.shouldStop } }
      }
      if search.best < offered { offer(search, jobs, scoreboard) }
    }

    /// The best sequence known, or that of a rule.
    private func startOrder(_ jobs: SequencingJobs, _ scoreboard: Scoreboard<Solution>) -> [Int] {
      if let best = scoreboard.best { return jobs.order(of: best.solution) }
      let rule: SequencingRule = instance.isUnweighted ? .psk : .atc
      return (instance.jobCount <= SequencingStrategy.quadraticLimit ? rule : .wspt).order(of: jobs)
    }

    private func offer(
      _ search: borrowing IteratedDynasearch, _ jobs: SequencingJobs, _ scoreboard: Scoreboard<Solution>
    ) {
      scoreboard.offer(jobs.solution(of: search.bestOrder()), from: name)
    }
  }

  /// The state of an iterated dynasearch.
  struct IteratedDynasearch: ~Copyable {
    private let search: Dynasearch
    private let saved: Buffer<Int32>
    private var random: RandomSource
    /// The cost of the current sequence, which is never worse than any before it.
    private(set) var best: Int

    /// The narrowest window that is searched after a kick.
    private static let narrowest = 150

    init(_ jobs: SequencingJobs, order: [Int], seed: UInt64) {
      search = Dynasearch(jobs, order: order)
      saved = Buffer(repeating: 0, count: min(Dynasearch.widest, jobs.count))
      random = RandomSource(seed: seed)
      best = search.cost(from: 0, to: jobs.count)
    }

    func bestOrder() -> [Int] { (0..<search.count).map { Int(search.order[$0]) } }

    /// Dynasearch on the whole sequence until nothing improves, in overlapping windows where it is long.
    mutating func descend(shouldStop: () -> Bool) {
      var hasImproved = true
      while hasImproved {
        hasImproved = false
        var start = 0
        while true {
          let end = min(search.count, start + Dynasearch.widest)
          while !shouldStop() {
            let gain = search.improve(from: start, to: end)
            if gain == 0 { break }
            best -= gain
            hasImproved = true
          }
          if end == search.count || shouldStop() { break }
          start += Dynasearch.widest / 2
        }
        if shouldStop() || search.count <= Dynasearch.widest { return }
      }
    }

    /// Exchanges a few jobs inside a random window, and searches the window.
    ///
    /// - Returns: whether the sequence is better than before; otherwise it is as good, or the same.
    mutating func kick() -> Bool {
      let width = randomWidth()
      let start = random.below(search.count - width + 1)
      let end = start + width
      let before = search.cost(from: start, to: end)
      guard before > 0 else { return false }
      for place in 0..<width { saved[place] = search.order[start + place] }
      exchangeAtRandom(start, width)
      search.refresh(from: start, to: end)
      while search.improve(from: start, to: end) > 0 {}
      let after = search.cost(from: start, to: end)
      guard after > before else {
        best -= before - after
        return after < before
      }
      for place in 0..<width { search.order[start + place] = saved[place] }
      search.refresh(from: start, to: end)
      return false
    }

    /// Each width half as likely as the one half as wide.
    private mutating func randomWidth() -> Int {
      var width = Self.narrowest
      while width < saved.count, random.below(2) == 0 { width *= 2 }
      return min(width, saved.count)
    }

    /// A few pairs; half of the time they are close to each other.
    private mutating func exchangeAtRandom(_ start: Int, _ width: Int) {
      let reach = random.below(2) == 0 ? width - 1 : min(width - 1, 20)
      for _ in 0..<(2 + random.below(5)) {
        let first = random.below(width)
        let second = min(width - 1, max(0, first - reach + random.below(2 * reach + 1)))
        search.exchange(start + first, start + second)
      }
    }
  }
}
