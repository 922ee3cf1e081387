@testable import dovetail_verify

/// Random numbers that are the same at each run: SplitMix64.
struct SampleRandom: RandomNumberGenerator {
  var state: UInt64
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}

/// A proof file of a problem's own lines.
func ownProof(_ lines: [(code: UInt8, numbers: [Int])], _ conclusion: Conclusion?) throws -> ProofReader {
  var bytes = ProofReader.magic
  func append(_ natural: Int) {
    var rest = UInt64(natural)
    while rest > 127 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 128)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }
  func append(signed: Int) { append(signed << 1 ^ signed >> 63) }
  for line in lines {
    bytes.append(line.code)
    append(line.numbers.count)
    line.numbers.forEach(append(signed:))
  }
  switch conclusion {
  case .optimal(let value):
    bytes += [4, 0]
    append(signed: value)
  case .bound(let value):
    bytes += [4, 1]
    append(signed: value)
  case .infeasible: bytes += [4, 2]
  case nil: break
  }
  return try ProofReader(bytes: bytes)
}

/// Whether lines refute that there is something below a bound.
func refutes(_ problem: any OwnProblem, below bound: [Int]?, _ lines: [(code: UInt8, numbers: [Int])]) -> Bool {
  do {
    var reader = OwnLines(try ownProof(lines, .infeasible))
    try problem.refute(below: bound, by: &reader)
    return true
  } catch { return false }
}

func bytes(_ string: String) -> [UInt8] { Array(string.utf8) }

func ownLine(_ code: UInt8, _ numbers: [Int]) -> (code: UInt8, numbers: [Int]) { (code, numbers) }
