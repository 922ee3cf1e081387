import Basics

/// A feasible mapping under change: runs of events in fast memory, each with its copies and its address.
///
/// A *run* is what a unit does from one coming into fast memory to the next leaving it: consecutive events of the unit,
/// all of them served. It is known by its first event. Every change is written to a log, so that a search can take back
/// what it tried. A run of a chain occupies the largest of its members' sizes throughout, which a mapping may.
struct LayerState: ~Copyable {
  /// What one instruction gives to a copy.
  struct Span: BitwiseCopyable {
    let time: Int32
    let amount: Int
  }

  /// What a run is, besides its spans.
  struct Run: BitwiseCopyable {
    let first: Int32
    let last: Int32
    /// The instructions during which it occupies its bytes, both included.
    let start: Int32
    let finish: Int32
    let size: Int
    var address: Int
  }

  struct Change: BitwiseCopyable {
    enum Kind: UInt8, BitwiseCopyable { case insertion, removal, move }

    /// As it was before a move.
    let run: Run
    let kind: Kind
    let copyCount: Int32
    let writeBackCount: Int32
  }

  let units: LayerUnits
  /// Supply that no copy takes, bytes occupied, and benefits earned, of each instruction.
  let freeSupply: Buffer<Int>
  let load: Buffer<Int>
  let earned: Buffer<Int>
  /// The time saved.
  private(set) var value = 0
  /// Of each event: the run that serves it, by its first event, or -1.
  let server: Buffer<Int32>
  /// Of each event that a run begins with: that run.
  let runs: Buffer<Run>
  /// The first events of all runs, in no particular order, and the place of each there.
  private(set) var active: Buffer<Int32>
  private let place: Buffer<Int32>
  private let copies: Buffer<PooledList>
  private let writeBacks: Buffer<PooledList>
  private var spans: ListPool<Span>
  private var changes: Buffer<Change>
  private var changedSpans: Buffer<Span>

  /// Everything in slow memory.
  init(_ units: LayerUnits) {
    let (instructions, events) = (units.instructionCount, units.events.count)
    self.units = units
    freeSupply = Buffer(repeating: 0, count: instructions)
    for time in 0..<instructions { freeSupply[time] = units.supply[time] }
    load = Buffer(repeating: 0, count: instructions)
    earned = Buffer(repeating: 0, count: instructions)
    server = Buffer(repeating: -1, count: events)
    runs = Buffer(repeating: Run(first: -1, last: -1, start: 0, finish: 0, size: 0, address: 0), count: events)
    active = Buffer(capacity: events)
    place = Buffer(repeating: -1, count: events)
    copies = Buffer(repeating: PooledList(), count: events)
    writeBacks = Buffer(repeating: PooledList(), count: events)
    spans = ListPool(filler: Span(time: 0, amount: 0))
    changes = Buffer()
    changedSpans = Buffer()
  }

  // MARK: Changes

  /// Makes `run`, its copy and its write-back taking what `scratch` planned.
  mutating func insert(_ run: Run, _ plan: borrowing CopyPlan) {
    for index in 0..<plan.copy.count { spans.append(plan.copy[index], to: &copies[run.first]) }
    for index in 0..<plan.writeBack.count { spans.append(plan.writeBack[index], to: &writeBacks[run.first]) }
    apply(run)
    changes.append(
      Change(
        run: run, kind: .insertion, copyCount: Int32(plan.copy.count), writeBackCount: Int32(plan.writeBack.count)))
  }

  /// Takes the run that begins with event `first` out of fast memory.
  mutating func remove(_ first: Int32) {
    let run = runs[first]
    let (copy, writeBack) = (copies[first], writeBacks[first])
    for index in 0..<copy.count { changedSpans.append(spans.pointer(of: copy)[index]) }
    for index in 0..<writeBack.count { changedSpans.append(spans.pointer(of: writeBack)[index]) }
    withdraw(run)
    changes.append(
      Change(run: run, kind: .removal, copyCount: Int32(copy.count), writeBackCount: Int32(writeBack.count)))
  }

  /// Moves a run to another address.
  mutating func move(_ first: Int32, to address: Int) {
    changes.append(Change(run: runs[first], kind: .move, copyCount: 0, writeBackCount: 0))
    runs[first].address = address
  }

  /// What has been done so far cannot be taken back any more.
  mutating func commit() {
    changes.removeAll()
    changedSpans.removeAll()
  }

  /// Takes back everything since the last commit.
  mutating func rollBack() {
    while !changes.isEmpty {
      let change = changes.removeLast()
      switch change.kind {
      case .insertion: withdraw(change.run)
      case .move: runs[change.run.first].address = change.run.address
      case .removal:
        let (copyCount, writeBackCount) = (Int(change.copyCount), Int(change.writeBackCount))
        let base = changedSpans.count - copyCount - writeBackCount
        for index in 0..<copyCount { spans.append(changedSpans[base + index], to: &copies[change.run.first]) }
        for index in copyCount..<(copyCount + writeBackCount) {
          spans.append(changedSpans[base + index], to: &writeBacks[change.run.first])
        }
        changedSpans.truncate(to: base)
        apply(change.run)
      }
    }
  }

  private mutating func apply(_ run: Run) {
    runs[run.first] = run
    place[run.first] = Int32(active.count)
    active.append(run.first)
    for time in Int(run.start)...Int(run.finish) { load[time] += run.size }
    take(copies[run.first], sign: 1)
    take(writeBacks[run.first], sign: 1)
    for index in Int(run.first)...Int(run.last) {
      server[index] = run.first
      let event = units.events[index]
      let limit = units.baseTime[event.time]
      value -= min(limit, earned[event.time])
      earned[event.time] += event.gain
      value += min(limit, earned[event.time])
    }
  }

  private mutating func withdraw(_ run: Run) {
    let hole = place[run.first]
    let moved = active.removeLast()
    if moved != run.first {
      active[hole] = moved
      place[moved] = hole
    }
    place[run.first] = -1
    for time in Int(run.start)...Int(run.finish) { load[time] -= run.size }
    take(copies[run.first], sign: -1)
    take(writeBacks[run.first], sign: -1)
    spans.truncate(&copies[run.first], to: 0)
    spans.truncate(&writeBacks[run.first], to: 0)
    for index in Int(run.first)...Int(run.last) {
      server[index] = -1
      let event = units.events[index]
      let limit = units.baseTime[event.time]
      value -= min(limit, earned[event.time])
      earned[event.time] -= event.gain
      value += min(limit, earned[event.time])
    }
  }

  private func take(_ list: PooledList, sign: Int) {
    let base = spans.pointer(of: list)
    for index in 0..<list.count { freeSupply[base[index].time] -= sign * base[index].amount }
  }

  // MARK: Questions

  /// The time saved in addition by serving `event`, which is not served.
  @inline(__always)
  func marginalGain(of event: LayerUnits.Event) -> Int {
    let limit = units.baseTime[event.time]
    let before = earned[event.time]
    return min(limit, before + event.gain) - min(limit, before)
  }

  /// Whether `size` more bytes fit at all times from `start` to `end`, both included.
  @inline(__always)
  func fits(_ size: Int, from start: Int, to end: Int) -> Bool {
    let room = units.capacity - size
    var time = start
    while time <= end {
      if load[time] > room { return false }
      time &+= 1
    }
    return true
  }

  /// The spans of the copies of a run.
  func copySpans(of first: Int32) -> (copy: [Span], writeBack: [Span]) {
    (array(copies[first]), array(writeBacks[first]))
  }

  private func array(_ list: PooledList) -> [Span] {
    Array(UnsafeBufferPointer(start: spans.pointer(of: list), count: list.count))
  }
}
