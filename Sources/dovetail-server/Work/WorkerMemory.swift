import Race

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// What the server and its workers hold in memory together.
final class WorkerMemory: Sendable {
  private let bytesOfWorker = Condition<[pid_t: Int]>([:])

  /// Resident bytes of all workers, as last measured.
  var ofWorkers: Int { bytesOfWorker.update { $0.values.reduce(0, +) } }

  var total: Int { ofWorkers + (ResidentMemory.bytes ?? 0) }

  /// Measures a worker.
  ///
  /// - Returns: whether it is the one to end because all together are far above the limit: a worker that can still end
  ///   by itself does so when it reaches its share.
  func outgrows(_ worker: pid_t, _ limit: Int) -> Bool {
    let bytes = ResidentMemory.bytes(of: worker) ?? 0
    let (all, largest) = bytesOfWorker.update { table in
      table[worker] = bytes
      return (table.values.reduce(0, +), table.values.max() ?? 0)
    }
    return bytes == largest && all + (ResidentMemory.bytes ?? 0) > limit + limit / 4
  }

  func forget(_ worker: pid_t) { bytesOfWorker.update { _ = $0.removeValue(forKey: worker) } }
}
