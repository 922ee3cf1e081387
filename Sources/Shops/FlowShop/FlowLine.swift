/// One factory's order, with what it takes to say quickly what a job would cost at each of its places.
protocol FlowLine: AnyObject {
  /// An empty line.
  init(_ tables: FlowTables)
  /// The number of jobs in the line.
  var count: Int { get }
  /// The line's objective.
  var cost: Int { get }
  /// The jobs in order.
  var order: [Int] { get }
  /// The job at a place below `count`.
  func job(at place: Int) -> Int
  /// The durations looked at for one place of an insertion, about.
  var workPerPlace: Int { get }
  /// What breaks ties between orders of this cost; `Int.max` where only insertions have ties.
  var tie: Int { get }
  /// The best place, among those in `places`, for a job that is not in the line, if it is better than `known`, which is
  /// the answer otherwise. Of equally good ones the one that leaves least idle time, where a line knows it.
  func insertion(of job: Int, at places: ClosedRange<Int>, below known: FlowInsertion) -> FlowInsertion
  func insert(_ job: Int, at place: Int)
  func remove(at place: Int)
  /// Takes this order instead of what was there.
  func load(_ order: [Int])
  /// Exchanges the job at a place with the later one that this lowers the cost most for, if there is one.
  func exchange(at place: Int) -> Bool
}

/// A place for a job, the line's objective with the job there, and how bad it is among equally good ones.
struct FlowInsertion: Comparable {
  var place: Int
  var cost: Int
  var tie: Int

  static let none = FlowInsertion(place: 0, cost: .max, tie: .max)

  static func < (a: FlowInsertion, b: FlowInsertion) -> Bool { a.cost < b.cost || a.cost == b.cost && a.tie < b.tie }
}

extension FlowLine {
  func insertion(of job: Int, at places: ClosedRange<Int>? = nil) -> FlowInsertion {
    insertion(of: job, at: places ?? 0...count, below: .none)
  }

  func exchange(at place: Int) -> Bool { false }

  var order: [Int] { (0..<count).map(job) }

  /// The place of a job that is in the line.
  func place(of job: Int) -> Int {
    var place = 0
    while self.job(at: place) != job { place &+= 1 }
    return place
  }
}
