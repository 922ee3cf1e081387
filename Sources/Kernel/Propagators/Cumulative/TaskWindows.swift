import Basics

/// The tasks of one cumulative resource with their bounds in flat arrays, in one time direction.
///
/// Earliest start and completion, latest start and completion; durations and demands are the least possible. Absent
/// tasks, and tasks that may still be absent, are there too: look at `presence`.
struct TaskWindows: ~Copyable {
  enum Presence: UInt8, BitwiseCopyable { case absent, open, present }

  let tasks: Buffer<Task>
  let est: Buffer<Int32>
  let lst: Buffer<Int32>
  let ect: Buffer<Int32>
  let lct: Buffer<Int32>
  let duration: Buffer<Int32>
  let demand: Buffer<Int32>
  let presence: Buffer<Presence>

  var count: Int { tasks.count }

  init(_ tasks: [Task]) {
    let n = tasks.count
    self.tasks = Buffer(tasks)
    est = Buffer(repeating: 0, count: n)
    lst = Buffer(repeating: 0, count: n)
    ect = Buffer(repeating: 0, count: n)
    lct = Buffer(repeating: 0, count: n)
    duration = Buffer(repeating: 0, count: n)
    demand = Buffer(repeating: 0, count: n)
    presence = Buffer(repeating: .open, count: n)
  }

  /// Whether task k certainly runs in [lst, ect): its compulsory part.
  @inline(__always) func hasCompulsoryPart(_ k: Int) -> Bool {
    lst[k] < ect[k] && presence[k] == .present && demand[k] > 0
  }

  @inline(__always) static func presence(_ task: Task, _ store: borrowing Store) -> Presence {
    store.isTrue(task.presence) ? .present : store.isFalse(task.presence) ? .absent : .open
  }

  /// Reads the bounds of all tasks.
  func refresh(_ store: borrowing Store) {
    for k in 0..<count { refresh(k, store) }
  }

  @inline(__always) func refresh(_ k: Int, _ store: borrowing Store) {
    let task = tasks[k]
    est[k] = store.lower(task.start)
    lst[k] = store.upper(task.start)
    ect[k] = store.lower(task.end)
    lct[k] = store.upper(task.end)
    duration[k] = store.lower(task.duration)
    demand[k] = store.lower(task.demand)
    presence[k] = Self.presence(task, store)
  }
}
