import Basics

/// Variables by how much they took part in recent conflicts (exponential VSIDS), the most active on top.
///
/// - Source: Moskewicz et al. 2001, "Chaff"; Eén, Sörensson 2003 for the exponential increment.
struct ActivityHeap: ~Copyable {
  private var activity = Buffer<Double>()
  private var heap = Buffer<Int32>()
  /// The place of each variable in the heap, -1 when it is not there.
  private var place = Buffer<Int32>()
  private var decides = Buffer<Bool>()
  private var increment = 1.0

  init() {}

  mutating func addVariable() {
    activity.append(0)
    place.append(-1)
    decides.append(true)
    insert(activity.count - 1)
  }

  /// Takes a variable out of the search's decisions for good.
  mutating func exclude(_ variable: Int) {
    decides[variable] = false
  }

  /// Whether the search decides the variable by activity.
  @inline(__always) func isDecision(_ variable: Int) -> Bool { decides[variable] }

  @inline(__always) mutating func bump(_ variable: Int) {
    activity[variable] += increment
    if activity[variable] > 1e100 { rescale() }
    if place[variable] >= 0 { bubbleUp(Int(place[variable])) }
  }

  /// The variable's part in recent conflicts, in units of the latest one.
  @inline(__always) func share(of variable: Int) -> Double { activity[variable] / increment }

  mutating func decay(by factor: Double) { increment /= factor }

  @inline(__always) mutating func insert(_ variable: Int) {
    if place[variable] >= 0 || !decides[variable] { return }
    place[variable] = Int32(heap.count)
    heap.append(Int32(variable))
    bubbleUp(heap.count - 1)
  }

  /// The most active decision variable of the heap, taken out; nil when it is empty.
  mutating func takeTop() -> Int? {
    while !heap.isEmpty {
      let top = Int(heap[0])
      place[top] = -1
      let moved = heap.removeLast()
      if !heap.isEmpty {
        heap[0] = moved
        place[moved] = 0
        sinkDown(0)
      }
      if decides[top] { return top }
    }
    return nil
  }

  /// All decision variables, the most active first; of equal ones the smaller index.
  func variablesByActivity() -> [Int] {
    (0..<activity.count).filter { decides[$0] }.sorted { left, right in
      let a = activity[left]
      let b = activity[right]
      return a != b ? a > b : left < right
    }
  }

  private mutating func rescale() {
    for i in 0..<activity.count { activity[i] *= 1e-100 }
    increment *= 1e-100
  }

  private func bubbleUp(_ start: Int) {
    var hole = start
    let variable = heap[hole]
    let key = activity[variable]
    while hole > 0 {
      let parent = (hole - 1) >> 1
      if activity[heap[parent]] >= key { break }
      heap[hole] = heap[parent]
      place[heap[hole]] = Int32(hole)
      hole = parent
    }
    heap[hole] = variable
    place[variable] = Int32(hole)
  }

  private func sinkDown(_ start: Int) {
    var hole = start
    let variable = heap[hole]
    let key = activity[variable]
    while true {
      var child = 2 * hole + 1
      if child >= heap.count { break }
      if child + 1 < heap.count, activity[heap[child + 1]] > activity[heap[child]] { child += 1 }
      if activity[heap[child]] <= key { break }
      heap[hole] = heap[child]
      place[heap[hole]] = Int32(hole)
      hole = child
    }
    heap[hole] = variable
    place[variable] = Int32(hole)
  }
}
