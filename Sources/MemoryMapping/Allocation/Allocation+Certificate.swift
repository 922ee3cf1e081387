import Basics
import Race
import Solving

extension MemoryMapping.Allocation {
  public static func proving(_ instance: Instance) -> Proving { .afterwards }

  public static func proof(of objective: Objective?, _ solution: Solution?, of instance: Instance) -> [UInt8]? {
    // Where the question is whether all fit, the capacity is what is claimed.
    proofFile(of: instance, objective: solution == nil ? nil : instance.capacity ?? objective?.first)
  }

  /// A proof file: no placement is lower than `objective`, or there is none; the largest load says so, which whoever
  /// checks it sums up by himself.
  ///
  /// - Parameter objective: the height, or the capacity where the question is whether all fit; nil where they do not.
  /// - Returns: nil where more than the load was needed, and for storages that are no plain buffers.
  public static func proofFile(of set: MemoryMapping.BufferSet, objective: Int?) -> [UInt8]? {
    guard set.buffers.allSatisfy({ $0.isPlain || $0.isNothing }), set.pools.isEmpty else { return nil }
    let bound = lowerBound(of: set, MemoryMapping.Sections(set))
    let isShown =
      if let capacity = set.capacity { objective == nil ? bound > capacity : objective == capacity } else {
        objective == bound
      }
    return isShown ? CertificateLines().concluding(optimal: objective) : nil
  }
}
