#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A value that threads change and wait for: a mutex and a condition variable.
///
/// The scoreboard uses it too, and not `Synchronization.Mutex`: the thread sanitizer knows pthread's mutexes and cannot
/// see into that one.
package final class Condition<Value: Sendable>: @unchecked Sendable {
  private var value: Value
  private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private let condition = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)

  package init(_ value: Value) {
    self.value = value
    pthread_mutex_init(mutex, nil)
    pthread_cond_init(condition, nil)
  }

  deinit {
    pthread_cond_destroy(condition)
    pthread_mutex_destroy(mutex)
    condition.deallocate()
    mutex.deallocate()
  }

  /// Changes the value and wakes those who wait.
  @discardableResult
  package func update<Result>(_ change: (inout Value) -> Result) -> Result {
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    let result = change(&value)
    pthread_cond_broadcast(condition)
    return result
  }

  /// Waits until `isReady` or for `timeout` seconds, whichever comes first, and then changes the value.
  ///
  /// A jump of the system's clock can shorten or lengthen the wait; callers ask again in a loop.
  package func wait<Result>(
    atMost timeout: Double, until isReady: (Value) -> Bool, then change: (inout Value) -> Result
  ) -> Result {
    var end = timespec()
    clock_gettime(CLOCK_REALTIME, &end)
    let nanoseconds = end.tv_nsec + Int((min(max(timeout, 0), 1e6) * 1e9).rounded())
    end.tv_sec += nanoseconds / 1_000_000_000
    end.tv_nsec = nanoseconds % 1_000_000_000
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    while !isReady(value), pthread_cond_timedwait(condition, mutex, &end) == 0 {}
    return change(&value)
  }
}
