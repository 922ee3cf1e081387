import Glibc

/// SIGINT, SIGTERM and SIGHUP stop the race; a second one ends the process at once.
///
/// The signals are blocked and waited for on a thread, so that the reaction is ordinary code and may take locks.
package enum Interrupts {
  /// To be called before other threads are started, which take over the mask.
  package static func handle(_ stop: @escaping @Sendable () -> Void) {
    var signals = sigset_t()
    sigemptyset(&signals)
    for signal in [SIGINT, SIGTERM, SIGHUP] { sigaddset(&signals, signal) }
    pthread_sigmask(SIG_BLOCK, &signals, nil)
    let isStarted = PlainThread.start(stackSize: 1 << 18) {
      var awaited = sigset_t()
      sigemptyset(&awaited)
      for signal in [SIGINT, SIGTERM, SIGHUP] { sigaddset(&awaited, signal) }
      var isSecond = false
      while true {
        var signal: Int32 = 0
        guard sigwait(&awaited, &signal) == 0 else { continue }
        if isSecond { _exit(128 + signal) }
        isSecond = true
        stop()
      }
    }
    if !isStarted { pthread_sigmask(SIG_UNBLOCK, &signals, nil) }
  }
}
