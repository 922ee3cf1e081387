import Basics
import Pods

/// Reads snapshots that come from strangers: JSON only, since other formats unfold to many times their size, and not
/// nested absurdly, since decoders recurse.
package enum JSONSnapshot {
  package static func read(
    _ bytes: [UInt8], named name: String, depthLimit: Int = 64
  ) throws(InputError) -> ClusterSnapshot {
    guard isObject(bytes) else {
      throw InputError(
        file: name, line: nil, expected: "a JSON object", found: bytes.isEmpty ? "nothing" : "other text")
    }
    guard JSONDepth.isAtMost(depthLimit, in: bytes) else {
      throw InputError(file: name, "brackets nest more than \(depthLimit) deep")
    }
    return try PodPacking.snapshot(from: SourceText(name: name, bytes: bytes))
  }

  /// Whether the text begins as a JSON object does.
  package static func isObject(_ bytes: [UInt8]) -> Bool {
    bytes.first { $0 != 32 && !(9...13).contains($0) } == UInt8(ascii: "{")
  }
}
