import Basics

@testable import Shops

/// A small random shop: jobs may repeat machines if asked, durations come from a range.
func randomChains(
  _ random: inout RandomSource, jobs: Int, machines: Int, lengths: ClosedRange<Int>, durations: ClosedRange<Int>,
  repeats: Bool
) -> JobChains {
  var offsets = [0]
  var machineList: [Int] = []
  var durationList: [Int] = []
  for _ in 0..<jobs {
    let route = Array(0..<machines).shuffled(using: &random)
    for index in 0..<random.within(lengths) {
      machineList.append(repeats ? random.below(machines) : route[index])
      durationList.append(random.within(durations))
    }
    offsets.append(machineList.count)
  }
  return JobChains(machineCount: machines, offsets: offsets, machines: machineList, durations: durationList)
}

/// The shop of Fisher and Thompson with 6 jobs and 6 machines.
let ft06 = JobChains(
  machineCount: 6, offsets: [0, 6, 12, 18, 24, 30, 36],
  machines: [
    2, 0, 1, 3, 5, 4, 1, 2, 4, 5, 0, 3, 2, 3, 5, 0, 1, 4, 1, 0, 2, 3, 4, 5, 2, 1, 4, 5, 0, 3, 1, 3, 5, 0, 4, 2,
  ],
  durations: [
    1, 3, 6, 7, 3, 6, 8, 5, 10, 10, 10, 4, 5, 4, 8, 9, 1, 7, 5, 5, 5, 3, 8, 9, 9, 3, 5, 4, 3, 1, 3, 3, 9, 10, 4, 1,
  ])

/// Every order of the elements.
func permutations(_ elements: [Int]) -> [[Int]] {
  guard elements.count > 1 else { return [elements] }
  return elements.indices.flatMap { index in
    var rest = elements
    let first = rest.remove(at: index)
    return permutations(rest).map { [first] + $0 }
  }
}

/// Every choice of one entry of each list.
func combinations<Element>(_ lists: [[Element]]) -> [[Element]] {
  lists.reduce([[]]) { choices, list in choices.flatMap { choice in list.map { choice + [$0] } } }
}
