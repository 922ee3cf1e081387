@testable import Pods

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

enum PodJSON {
  static func encode(_ solution: PodPacking.Solution) throws -> Data { try JSONEncoder().encode(solution) }
  static func decode(_ data: Data) throws -> PodPacking.Solution {
    try JSONDecoder().decode(PodPacking.Solution.self, from: data)
  }
}
