import Basics

/// Builds a permutation by insertion, each job where the schedule is shortest.
///
/// - Source: Nawaz, Enscore, Ham 1983, "A heuristic algorithm for the m-machine, n-job flow-shop sequencing problem".
struct HybridInsertion {
  let decoder: HybridListDecoder
  private(set) var permutation: [Int]
  private(set) var makespan: Int
  private var random: RandomSource

  /// Starts from the jobs by their work, the most first.
  init(_ view: HybridFlowShop, seed: UInt64) {
    decoder = HybridListDecoder(view)
    random = RandomSource(seed: seed)
    let stages = view.stageCount
    let work = (0..<view.jobCount).map { view.durations[$0 * stages..<($0 + 1) * stages].reduce(0, +) }
    permutation = (0..<view.jobCount).sorted { (work[$1], $0) < (work[$0], $1) }
    makespan = decoder.makespan(of: permutation)
  }

  var candidate: HybridFlowShop.Candidate { decoder.candidate(of: permutation) }

  /// Builds the permutation anew, each job at its best position among those before it in the present order.
  mutating func construct(shouldStop: () -> Bool) {
    var built: [Int] = []
    var value = makespan
    for job in permutation {
      if shouldStop() {
        let placed = Set(built)
        built += permutation.filter { !placed.contains($0) }
        value = decoder.makespan(of: built)
        break
      }
      value = insert(job, into: &built)
    }
    if value < makespan {
      permutation = built
      makespan = value
    }
  }

  /// Puts a job where the schedule is shortest, at random where there are several such places.
  private mutating func insert(_ job: Int, into jobs: inout [Int]) -> Int {
    var least = Int.max
    var place = 0
    var ties = 0
    jobs.insert(job, at: 0)
    for position in jobs.indices {
      if position > 0 { jobs.swapAt(position - 1, position) }
      let value = decoder.makespan(of: jobs, below: least == .max ? .max : least + 1)
      if value < least {
        least = value
        place = position
        ties = 1
      } else if value == least, value < .max {
        ties += 1
        if random.below(ties) == 0 { place = position }
      }
    }
    jobs.remove(at: jobs.count - 1)
    jobs.insert(job, at: place)
    return least
  }
}
