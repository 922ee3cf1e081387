import Basics

extension MemoryMapping {
  /// A placement with little waste: do the buffers fit below a capacity that is hardly more than their load?
  ///
  /// The top of what is placed is a floor over the sections. In a valley, a range of sections of one floor between
  /// higher ones, the space above the first section can be filled only by a buffer whose life begins there, and above
  /// the last only by one whose life ends there, or else is waste; each section can bear as much waste as its load is
  /// below the capacity. So the search branches where fewest buffers come into question, and looks at each border of
  /// sections for whether those left there can still fill what they must (see `borderHolds`).
  ///
  /// Such reasons depend on the borders of a range of time and on nothing else: a failure is a range, and decisions that
  /// touch no border in it are taken back without another try. Runs are short and start anew in another order; sections
  /// of failures are looked at first. A run that ends proves nothing: waste is tried in whole steps only.
  final class TightSearch {
    enum Outcome: Sendable { case fits, exhausted, limit }

    private struct Change: BitwiseCopyable {
      var section: Int32
      var isDead: Bool
      var floor, slack: Int
    }

    /// The borders from `first` to `last` that a failure rests on, or sections `first ..< last`.
    struct Span: BitwiseCopyable {
      var first, last: Int
    }

    /// The end of a valley where the search branches.
    private struct Corner {
      var first, end: Int
      var isRight: Bool
    }

    let instance: TightInstance
    /// By section: the top of what is placed or waste, the waste that it can still bear, and whether what lies on its
    /// floor is waste up to a height that is not known yet.
    let floors, slacks: Buffer<Int>
    let isDead: Buffer<Bool>
    let isPlaced: Buffer<Bool>
    /// In units.
    let offsets: Buffer<Int>
    private(set) var nodes = 0
    private var placedCount = 0
    private var nodeLimit = 0
    private var isStopped = false
    var conflict = Span(first: 0, last: 0)
    /// Raises of dead sections on the way to the current node.
    private var raises: Buffer<Span>
    private var changes: Buffer<Change>
    private var candidates: Buffer<Int32>
    private let keys: Buffer<Double>
    /// Scratch by buffer: the lowest offset that what is placed leaves.
    let needs: Buffer<Int>
    /// How much failures tell of each section, and what the next one adds.
    private let weights: Buffer<Double>
    private var increment = 1.0
    private var random: RandomSource
    private var noise = 0.0
    private static let flushFactor = 10.0
    let closures: BorderClosures

    init(_ instance: TightInstance, seed: UInt64) {
      self.instance = instance
      floors = Buffer(repeating: 0, count: instance.sectionCount)
      slacks = Buffer(repeating: 0, count: instance.sectionCount)
      isDead = Buffer(repeating: false, count: instance.sectionCount)
      isPlaced = Buffer(repeating: false, count: instance.count)
      offsets = Buffer(repeating: 0, count: instance.count)
      raises = Buffer(capacity: 64)
      changes = Buffer(capacity: 256)
      candidates = Buffer(capacity: 256)
      keys = Buffer(repeating: 0, count: instance.count)
      needs = Buffer(repeating: 0, count: instance.count)
      weights = Buffer(repeating: 1, count: instance.sectionCount)
      random = RandomSource(seed: seed)
      closures = BorderClosures()
    }

    /// One run from nothing, in a new order.
    func run(nodeLimit: Int, shouldStop: () -> Bool) -> Outcome {
      floors.fill(0)
      isDead.fill(false)
      isPlaced.fill(false)
      for section in 0..<instance.sectionCount { slacks[section] = instance.slacks[section] }
      changes.removeAll()
      raises.removeAll()
      candidates.removeAll()
      (nodes, placedCount) = (0, 0)
      self.nodeLimit = nodeLimit
      isStopped = false
      noise = [0.3, 1, 2, 4][random.below(4)]
      if explore(Span(first: 0, last: instance.sectionCount), shouldStop) { return .fits }
      return isStopped ? .limit : .exhausted
    }

    /// Tries all that may follow a decision that changed the sections `touched`.
    ///
    /// - Returns: whether everything is placed; otherwise all is as before, and `conflict` says why.
    private func explore(_ touched: Span, _ shouldStop: () -> Bool) -> Bool {
      let (changeCount, raiseCount) = (changes.count, raises.count)
      if branch(touched, shouldStop) { return true }
      // Where a raise is part of the reason, so is what it came from.
      var isWider = true
      while isWider {
        isWider = false
        for i in raiseCount..<raises.count where widen(to: raises[i]) { isWider = true }
      }
      takeBack(to: changeCount)
      raises.truncate(to: raiseCount)
      return false
    }

    private func widen(to span: Span) -> Bool {
      guard span.first <= conflict.last, span.last >= conflict.first else { return false }
      guard span.first < conflict.first || span.last > conflict.last else { return false }
      conflict = Span(first: min(conflict.first, span.first), last: max(conflict.last, span.last))
      return true
    }

    private func branch(_ touched: Span, _ shouldStop: () -> Bool) -> Bool {
      nodes += 1
      if placedCount == instance.count { return true }
      // Some tenths of a millisecond between two looks, which is what a look counts for where time is counted.
      if nodes > nodeLimit || nodes & 63 == 0 && shouldStop() {
        isStopped = true
        return false
      }
      var touched = touched
      guard raiseDeadSections(&touched), bordersHold(touched) else { return false }
      guard let corner = narrowestCorner() else { return fails(0, instance.sectionCount, at: 0) }
      let begin = candidates.count
      defer { candidates.truncate(to: begin) }
      collect(corner)
      var reason = Span(first: corner.first, last: corner.end)
      let level = floors[corner.first]
      for i in begin..<candidates.count {
        let buffer = Int(candidates[i])
        let twin = instance.equalPredecessor[buffer]
        if twin >= 0, !isPlaced[twin] { continue }
        place(buffer, level)
        let span = Span(first: Int(instance.firsts[buffer]), last: Int(instance.ends[buffer]))
        if explore(span, shouldStop) { return true }
        unplace(buffer)
        if isStopped { return false }
        let touches = [span.first, span.last].contains { conflict.first <= $0 && $0 <= conflict.last }
        guard touches else { return false }
        reason = Span(first: min(reason.first, conflict.first), last: max(reason.last, conflict.last))
      }
      if let waste = deadRange(corner) {
        let changeCount = changes.count
        for section in waste.first..<waste.last { change(section, floors[section], slacks[section], isDead: true) }
        if explore(waste, shouldStop) { return true }
        takeBack(to: changeCount)
        if isStopped { return false }
        guard waste.first <= conflict.last, waste.last >= conflict.first else { return false }
        reason = Span(first: min(reason.first, conflict.first), last: max(reason.last, conflict.last))
      }
      return fails(reason.first, reason.last, at: corner.isRight ? corner.end - 1 : corner.first)
    }

    /// Notes a failure that rests on the borders first ... last.
    func fails(_ first: Int, _ last: Int, at section: Int) -> Bool {
      conflict = Span(first: max(0, first), last: min(instance.sectionCount, last))
      let section = min(max(section, 0), instance.sectionCount - 1)
      weights[section] += increment
      increment *= 1.01
      if increment > 1e100 {
        for section in 0..<instance.sectionCount { weights[section] /= increment }
        increment = 1
      }
      return false
    }

    private func place(_ buffer: Int, _ level: Int) {
      isPlaced[buffer] = true
      placedCount += 1
      offsets[buffer] = level
      let top = level + instance.sizes[buffer]
      for section in Int(instance.firsts[buffer])..<Int(instance.ends[buffer]) {
        change(section, top, slacks[section], isDead: false)
      }
    }

    private func unplace(_ buffer: Int) {
      isPlaced[buffer] = false
      placedCount -= 1
      takeBack(to: changes.count - Int(instance.ends[buffer] - instance.firsts[buffer]))
    }

    @inline(__always)
    func change(_ section: Int, _ floor: Int, _ slack: Int, isDead dead: Bool) {
      changes.append(
        Change(section: Int32(section), isDead: isDead[section], floor: floors[section], slack: slacks[section]))
      floors[section] = floor
      slacks[section] = slack
      isDead[section] = dead
    }

    private func takeBack(to count: Int) {
      while changes.count > count {
        let change = changes.removeLast()
        floors[change.section] = change.floor
        slacks[change.section] = change.slack
        isDead[change.section] = change.isDead
      }
    }

    /// Lifts ranges of dead sections that lie between higher ones to the lower of these, and takes the waste into
    /// account.
    private func raiseDeadSections(_ touched: inout Span) -> Bool {
      let count = instance.sectionCount
      var isDone = false
      while !isDone {
        isDone = true
        var first = 0
        while first < count {
          guard isDead[first] else {
            first += 1
            continue
          }
          let level = floors[first]
          var end = first + 1
          while end < count, isDead[end], floors[end] == level { end += 1 }
          let left = first == 0 ? instance.capacity : floors[first - 1]
          let right = end == count ? instance.capacity : floors[end]
          let top = min(left, right)
          if top > level {
            for section in first..<end where slacks[section] < top - level { return fails(first, end, at: section) }
            raises.append(Span(first: first, last: end))
            touched = Span(first: min(touched.first, first), last: max(touched.last, end))
            for section in first..<end { change(section, top, slacks[section] - (top - level), isDead: false) }
            isDone = false
          }
          first = end
        }
      }
      return true
    }

    /// The end of a valley with the fewest candidates; failures at its section make it count as fewer.
    private func narrowestCorner() -> Corner? {
      let count = instance.sectionCount
      var best: Corner?
      var least = Double.infinity
      var first = 0
      while first < count {
        let level = floors[first]
        var end = first + 1
        while end < count, floors[end] == level, isDead[end] == isDead[first] { end += 1 }
        defer { first = end }
        let hasLeft = first == 0 || floors[first - 1] >= level
        let hasRight = end == count || floors[end] >= level
        guard !isDead[first], hasLeft, hasRight, level < instance.capacity else { continue }
        for isRight in [false, true] {
          let corner = Corner(first: first, end: end, isRight: isRight)
          let section = isRight ? end - 1 : first
          var score = Double(candidateCount(corner)) + (slacks[section] > 0 ? 0.7 : 0)
          if score > 1 { score = 1 + score / (0.1 + weights[section] / increment) }
          score += 1e-6 * random.unit()
          if score < least { (least, best) = (score, corner) }
        }
        if least < 1 { return best }
      }
      return best
    }

    private func candidateCount(_ corner: Corner) -> Int {
      var result = 0
      forEachCandidate(corner) { _ in result += 1 }
      return result
    }

    @inline(__always)
    private func forEachCandidate(_ corner: Corner, _ visit: (Int) -> Void) {
      if corner.isRight {
        for i in instance.enderStart[corner.end]..<instance.enderStart[corner.end + 1] {
          let buffer = Int(instance.enders[i])
          if !isPlaced[buffer], Int(instance.firsts[buffer]) >= corner.first { visit(buffer) }
        }
      } else {
        for i in instance.starterStart[corner.first]..<instance.starterStart[corner.first + 1] {
          let buffer = Int(instance.starters[i])
          if !isPlaced[buffer], Int(instance.ends[buffer]) <= corner.end { visit(buffer) }
        }
      }
    }

    /// Appends the candidates, large areas first but for noise, and before them those that are flush with what is beside
    /// them.
    private func collect(_ corner: Corner) {
      let begin = candidates.count
      forEachCandidate(corner) { buffer in
        let area = Double(instance.sizes[buffer]) * Double(instance.ends[buffer] - instance.firsts[buffer])
        keys[buffer] = area * (1 + noise * random.unit()) * flushness(buffer, corner)
        candidates.append(Int32(buffer))
        var place = candidates.count - 1
        while place > begin, keys[candidates[place - 1]] < keys[buffer] {
          candidates[place] = candidates[place - 1]
          place -= 1
        }
        candidates[place] = Int32(buffer)
      }
    }

    /// A factor for each neighbour whose top the buffer's would be level with, the capacity among them, and for a valley
    /// that it would fill from end to end: among many sizes, that is hardly chance.
    private func flushness(_ buffer: Int, _ corner: Corner) -> Double {
      let (first, end) = (Int(instance.firsts[buffer]), Int(instance.ends[buffer]))
      let top = floors[corner.first] + instance.sizes[buffer]
      var factor = 1.0
      if first > 0, floors[first - 1] == top { factor *= Self.flushFactor }
      if end < instance.sectionCount, floors[end] == top { factor *= Self.flushFactor }
      if top == instance.capacity { factor *= Self.flushFactor }
      if first == corner.first, end == corner.end { factor *= Self.flushFactor }
      return factor
    }

    /// From the corner to where the next buffer in the valley may begin: what becomes waste when none covers the corner.
    private func deadRange(_ corner: Corner) -> Span? {
      var range = Span(first: corner.first, last: corner.end)
      if corner.isRight {
        var end = corner.end - 1
        while end > corner.first {
          if candidateCount(Corner(first: corner.first, end: end, isRight: true)) > 0 { break }
          end -= 1
        }
        range.first = end
      } else {
        var first = corner.first + 1
        while first < corner.end {
          if candidateCount(Corner(first: first, end: corner.end, isRight: false)) > 0 { break }
          first += 1
        }
        range.last = first
      }
      for section in range.first..<range.last where slacks[section] <= 0 { return nil }
      return range
    }
  }
}
