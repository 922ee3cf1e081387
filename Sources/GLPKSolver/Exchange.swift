import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Where the thread that runs GLPK and the thread that called the solver meet.
///
/// GLPK has stretches that cannot be interrupted (a long LP inside the tree, cut generation on a large model), so it runs
/// on a thread of its own: the caller's thread can then return within its promise whatever GLPK is doing, and the other
/// one ends by itself at its next look at `shouldStop`.
final class Exchange: @unchecked Sendable {
  enum Event: Sendable {
    /// A better solution in GLPK's eyes: the objective it prunes with, and a value for each column.
    case incumbent(objective: Double, values: [Double])
    /// The least bound of the open nodes, or of the LP relaxation.
    case bound(Double)
    /// The last event.
    case finished(Ending)
  }

  enum Ending: Sendable {
    /// The search came to its end: the last incumbent is optimal, or there is no solution.
    case searched
    case infeasible
    case unbounded
    /// The LP relaxation's optimum.
    case relaxed(objective: Double, values: [Double])
    case stopped
    case failed(String)
  }

  private let mutex: UnsafeMutablePointer<pthread_mutex_t>
  private let arrival: UnsafeMutablePointer<pthread_cond_t>
  private var events: [Event] = []
  private var offer: [Double]?
  private let isStopped = Atomic<Bool>(false)
  private let hasOffer = Atomic<Bool>(false)

  init() {
    mutex = .allocate(capacity: 1)
    arrival = .allocate(capacity: 1)
    mutex.initialize(to: pthread_mutex_t())
    arrival.initialize(to: pthread_cond_t())
    pthread_mutex_init(mutex, nil)
    var attributes = pthread_condattr_t()
    pthread_condattr_init(&attributes)
    pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC)
    pthread_cond_init(arrival, &attributes)
    pthread_condattr_destroy(&attributes)
  }

  deinit {
    pthread_cond_destroy(arrival)
    pthread_mutex_destroy(mutex)
    arrival.deallocate()
    mutex.deallocate()
  }

  // MARK: GLPK's side

  var shouldStop: Bool { isStopped.load(ordering: .relaxed) }

  func post(_ event: Event) {
    withLock { events.append(event) }
    pthread_cond_signal(arrival)
  }

  /// The solution put on offer last, once.
  func takeOffer() -> [Double]? {
    guard hasOffer.load(ordering: .relaxed) else { return nil }
    return withLock {
      hasOffer.store(false, ordering: .relaxed)
      defer { offer = nil }
      return offer
    }
  }

  // MARK: The caller's side

  func stop() { isStopped.store(true, ordering: .relaxed) }

  func put(offer values: [Double]) {
    withLock { offer = values }
    hasOffer.store(true, ordering: .relaxed)
  }

  /// What has come in, waiting at most `milliseconds` for the first.
  func take(waiting milliseconds: Int) -> [Event] {
    withLock {
      if events.isEmpty {
        var deadline = timespec()
        clock_gettime(CLOCK_MONOTONIC, &deadline)
        let nanoseconds = deadline.tv_nsec + milliseconds * 1_000_000
        deadline.tv_sec += nanoseconds / 1_000_000_000
        deadline.tv_nsec = nanoseconds % 1_000_000_000
        pthread_cond_timedwait(arrival, mutex, &deadline)
      }
      defer { events = [] }
      return events
    }
  }

  private func withLock<Result>(_ body: () -> Result) -> Result {
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    return body()
  }
}
