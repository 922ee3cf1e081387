import Basics
import Solving

extension GeneralSchedule {
  /// Reads projects with stores (`.rcp`): a line `n m q`, m capacities of renewable resources and q levels of stores at
  /// the beginning; then for each activity its duration, m demands, what it takes from and brings to each store, the
  /// number of its successors and their numbers, from 1.
  ///
  /// It takes at its start and brings at its end, and no level may fall below 0. What takes no time neither takes nor
  /// brings, nor do the first and the last activity, which stand for the beginning and the end.
  /// - Source: Koné, Artigues, Lopez, Mongeau 2013, "Comparison of mixed integer linear programming models for the
  ///   resource-constrained project scheduling problem with consumption and production of resources".
  struct ReservoirReader {
    private var reader: TokenReader

    /// Whether the first line has three numbers and the rest is as they say.
    static func fits(_ source: SourceText) -> Bool {
      var lines = LineReader(source)
      guard source.isText(upTo: 4096), let first = lines.next()?.tokens, first.count == 3,
        first.allSatisfy({ Int($0) != nil })
      else { return false }
      return (try? read(source)) != nil
    }

    static func read(_ source: SourceText) throws(InputError) -> Instance {
      var reader = ReservoirReader(reader: TokenReader(source))
      return try reader.instance(source)
    }

    private mutating func instance(_ source: SourceText) throws(InputError) -> Instance {
      var builder = Builder(source.stem)
      let count = try reader.integer(
        "the number of activities", in: 1...ResourceProject.Instance.maximumActivityCount)
      let resourceCount = try reader.integer("the number of renewable resources", in: 0...1000)
      let storeCount = try reader.integer("the number of stores", in: 0...1000)
      var resources: [Builder.ResourceNumber] = []
      for number in 0..<resourceCount {
        let capacity = try reader.integer("the capacity of resource \(number + 1)", in: 0...Instance.limit)
        resources.append(builder.renewable("resource \(number + 1)", capacity: capacity))
      }
      var stores: [Builder.ResourceNumber] = []
      for number in 0..<storeCount {
        let level = try reader.integer("the first level of store \(number + 1)", in: 0...Instance.limit)
        stores.append(builder.reservoir("store \(number + 1)", initial: level))
      }
      var lines: [Int] = []
      var arcs: [(Int, Int)] = []
      for activity in 1...count {
        let task = builder.task("\(activity)")
        let duration = try reader.integer("the duration of activity \(activity)", in: 0...Instance.timeLimit)
        lines.append(reader.line)
        var demands: [(resource: Builder.ResourceNumber, amount: Int)] = []
        for resource in resources {
          let amount = try reader.integer("a demand of activity \(activity)", in: 0...Instance.limit)
          if amount > 0 { demands.append((resource, amount)) }
        }
        var changes: [(reservoir: Builder.ResourceNumber, amount: Int, timing: Demand.Timing)] = []
        for store in stores {
          let taken = try reader.integer("what activity \(activity) takes from a store", in: 0...Instance.limit)
          let brought = try reader.integer("what activity \(activity) brings to a store", in: 0...Instance.limit)
          guard duration > 0, activity > 1, activity < count else { continue }
          if taken > 0 { changes.append((store, -taken, .atStart)) }
          if brought > 0 { changes.append((store, brought, .atEnd)) }
        }
        builder.mode(of: task, duration: duration, taking: demands, changing: changes)
        let successors = try reader.integer("the number of successors of activity \(activity)", in: 0...count)
        for _ in 0..<successors {
          arcs.append((activity - 1, try reader.integer("a successor of activity \(activity)", in: 1...count) - 1))
        }
      }
      try reader.expectEnd(after: "activity \(count)")
      for (before, after) in arcs { builder.lag(Lag(.end(of: before), .start(of: after), minimum: 0)) }
      do {
        return try builder.instance()
      } catch {
        throw InputError(file: source.name, line: error.place.map { lines[$0.number] }, error.description)
      }
    }
  }
}
