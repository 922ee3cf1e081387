import Basics

extension Tardiness {
  /// The jobs as the sequencing heuristics see them: all there from the start, and each with a positive duration.
  ///
  /// A job without duration takes no capacity, so its place does not matter; all of these stand first. Where there are
  /// release dates, a heuristic orders the jobs as if there were none, and its sequence is a priority list.
  struct SequencingJobs {
    /// The jobs with a duration, in the instance's order; everything else here is indexed as these.
    let numbers: [Int]
    let times: [Int]
    let dueDates: [Int]
    let weights: [Int]
    private let instance: Instance
    private let instant: [Int]

    init(_ instance: Instance) {
      self.instance = instance
      numbers = instance.jobs.indices.filter { instance.jobs[$0].processingTime > 0 }
      instant = instance.jobs.indices.filter { instance.jobs[$0].processingTime == 0 }
      times = numbers.map { instance.jobs[$0].processingTime }
      dueDates = numbers.map { instance.jobs[$0].dueDate }
      weights = numbers.map { instance.jobs[$0].weight }
    }

    var count: Int { numbers.count }

    /// The schedule of `order`, a permutation of `0..<count`.
    func solution(of order: [Int]) -> Solution {
      let sequence = instant + order.map { numbers[$0] }
      let exact = Solution(sequence, of: instance)
      guard instance.hasReleaseDates else { return exact }
      let dense = Solution(withoutNeedlessIdling(sequence), of: instance)
      return dense.totalTardiness < exact.totalTardiness ? dense : exact
    }

    /// The order in which `solution` runs the jobs with a duration.
    func order(of solution: Solution) -> [Int] {
      var index = [Int](repeating: -1, count: instance.jobCount)
      for (place, number) in numbers.enumerated() { index[number] = place }
      return solution.sequence.map { index[$0] }.filter { $0 >= 0 }
    }

    /// Whenever the machine is free, the first job of the list that is released runs next.
    ///
    /// - Complexity: O(n log n).
    private func withoutNeedlessIdling(_ sequence: [Int]) -> [Int] {
      let list = sequence.filter { instance.jobs[$0].processingTime > 0 }
      /// Places in the list, in the order of arrival.
      let arrivals = list.indices.sorted {
        (instance.jobs[list[$0]].releaseDate, $0) < (instance.jobs[list[$1]].releaseDate, $1)
      }
      var result = instant
      var waiting = MinHeap<Int>()
      var (next, time) = (0, 0)
      while result.count < sequence.count {
        while next < arrivals.count, instance.jobs[list[arrivals[next]]].releaseDate <= time {
          waiting.push(arrivals[next])
          next += 1
        }
        if let place = waiting.pop() {
          time += instance.jobs[list[place]].processingTime
          result.append(list[place])
        } else {
          time = instance.jobs[list[arrivals[next]]].releaseDate
        }
      }
      return result
    }
  }
}
