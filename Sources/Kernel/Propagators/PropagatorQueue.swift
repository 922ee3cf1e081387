import Basics

/// Which propagators wait to run, by priority; first in, first out within one; each at most once.
struct PropagatorQueue: ~Copyable {
  /// A ring for each priority, as long as the number of propagators of that priority.
  private var rings = Buffer<Int32>()
  private var ringStart = Buffer<Int32>()
  private var ringSize = Buffer<Int32>()
  private var head = Buffer<Int32>()
  private var waiting = Buffer<Int32>()
  private var priorities = Buffer<Int32>()
  private var isWaiting = Buffer<Bool>()
  private var total: Int32 = 0

  init() {}

  /// Lays out the rings for propagators with these priorities; drops what waited.
  mutating func layOut(_ priorities: [Priority]) {
    let classes = Priority.allCases.count
    self.priorities = Buffer(priorities.map { Int32($0.rawValue) })
    isWaiting = Buffer(repeating: false, count: priorities.count)
    ringStart = Buffer(repeating: 0, count: classes)
    ringSize = Buffer(repeating: 0, count: classes)
    head = Buffer(repeating: 0, count: classes)
    waiting = Buffer(repeating: 0, count: classes)
    for priority in priorities { ringSize[priority.rawValue] += 1 }
    for k in 1..<classes { ringStart[k] = ringStart[k - 1] + ringSize[k - 1] }
    rings = Buffer(repeating: 0, count: priorities.count)
    total = 0
  }

  @inline(__always) mutating func push(_ propagator: Int32) {
    if isWaiting[propagator] { return }
    isWaiting[propagator] = true
    let k = priorities[propagator]
    var slot = head[k] &+ waiting[k]
    if slot >= ringSize[k] { slot &-= ringSize[k] }
    rings[ringStart[k] &+ slot] = propagator
    waiting[k] &+= 1
    total &+= 1
  }

  mutating func takeNext() -> Int32? {
    if total == 0 { return nil }
    var k: Int32 = 0
    while waiting[k] == 0 { k &+= 1 }
    let propagator = rings[ringStart[k] &+ head[k]]
    head[k] = head[k] &+ 1 == ringSize[k] ? 0 : head[k] &+ 1
    waiting[k] &-= 1
    total &-= 1
    isWaiting[propagator] = false
    return propagator
  }

  mutating func removeAll() {
    while takeNext() != nil {}
  }
}
