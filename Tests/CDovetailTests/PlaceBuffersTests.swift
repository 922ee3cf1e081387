import Basics
import Glibc
import Testing

@testable import CDovetail

/// The C function, called as C calls it.
@Suite struct PlaceBuffersTests {
  private struct Answer {
    var status: Int32
    var outcome: Int32 = -7
    var offsets: [Int64]
    var height: Int64 = -7
  }

  private func place(
    _ lower: [Int64], _ upper: [Int64], _ size: [Int64], _ alignment: [Int64]? = nil, capacity: Int64 = -1,
    timeLimit: Double = 5, workers: Int32 = 1
  ) -> Answer {
    var answer = Answer(status: 99, offsets: [Int64](repeating: -7, count: lower.count))
    answer.status = placeBuffers(
      lower.count, lower, upper, size, alignment, capacity, timeLimit, workers, &answer.offsets, &answer.height,
      &answer.outcome)
    return answer
  }

  @Test func theLeastHeightAndTheQuestionOfFitting() {
    let (lower, upper, size) = ([0, 3, 0, 9, 0], [3, 9, 9, 21, 21], [4, 4, 4, 4, 4]) as ([Int64], [Int64], [Int64])
    let least = place(lower, upper, size)
    #expect(least.status == 0 && least.outcome == 0 && least.height == 12)
    #expect(place(lower, upper, size, capacity: 12).outcome == 0)
    let tooSmall = place(lower, upper, size, capacity: 11)
    #expect(tooSmall.status == 0 && tooSmall.outcome == 2)
    #expect(tooSmall.offsets == [-7, -7, -7, -7, -7] && tooSmall.height == -7)
  }

  @Test func argumentsThatBreakARuleAreInvalid() {
    #expect(place([0], [-1], [1]).status == 65)
    #expect(place([1], [0], [1]).status == 65)
    #expect(place([0], [1], [-1]).status == 65)
    #expect(place([0], [1], [-5]).status == 65)
    #expect(place([0], [1], [.max]).status == 65)
    #expect(place([.min], [.max], [1]).status == 65)
    #expect(place([0, 0], [1, 1], [1 << 60, 1]).status == 65)
    #expect(place([0], [1], [1], [0]).status == 65)
    #expect(place([0], [1], [1], [.min]).status == 65)
    #expect(place([0], [1], [1], timeLimit: 0).status == 64)
    #expect(place([0], [1], [1], timeLimit: .nan).status == 64)
    #expect(place([0], [1], [1], workers: 0).status == 64)
    var outcome: Int32 = -7
    #expect(placeBuffers(-1, nil, nil, nil, nil, 5, 1, 1, nil, nil, &outcome) == 64)
    #expect(placeBuffers(.max, nil, nil, nil, nil, 5, 1, 1, nil, nil, &outcome) == 64)
    #expect(placeBuffers(3, nil, nil, nil, nil, 5, 1, 1, nil, nil, &outcome) == 64)
    #expect(placeBuffers(0, nil, nil, nil, nil, 5, 1, 1, nil, nil, nil) == 64)
    #expect(outcome == -7)
    #expect(placeBuffers(0, nil, nil, nil, nil, 5, 1, 1, nil, nil, &outcome) == 0)
    #expect(outcome == 0)
  }

  /// Hostile numbers of every kind: a status, and where it says so a placement without overlap.
  @Test(arguments: 1...300 as ClosedRange<UInt64>)
  func whateverTheArraysHoldTheAnswerIsAStatus(seed: UInt64) {
    var random = RandomSource(seed: seed)
    let count = 1 + random.below(6)
    let hostile: [Int64] = [
      .min, .max, 0, -1, 1, 2, 3, 1 << 59, 1 << 60, (1 << 60) + 1, 1 << 32, .max - 1, .min + 1, 5, 7,
    ]
    // Wild numbers in one instance of three; elsewhere they would hide everything but the validation.
    let isWild = seed % 3 == 0
    func numbers(_ tame: (inout RandomSource) -> Int) -> [Int64] {
      (0..<count).map { _ in
        isWild && random.below(3) == 0 ? hostile[random.below(hostile.count)] : Int64(tame(&random))
      }
    }
    let lower = numbers { $0.below(6) }
    let upper = zip(lower, numbers { 1 + $0.below(5) }).map { $0 &+ $1 }
    let size = numbers { 1 + $0.below(9) }
    let alignment = numbers { 1 + $0.below(4) }
    let capacity = isWild ? hostile[random.below(hostile.count)] : Int64(random.below(30)) - 1
    let answer = place(lower, upper, size, alignment, capacity: capacity, timeLimit: 2)
    #expect(answer.status == 0 && (0...3).contains(answer.outcome) || answer.status == 65 && answer.outcome == -7)
    guard answer.outcome == 0 || answer.outcome == 1 else { return }
    for i in 0..<count {
      #expect(answer.offsets[i] >= 0 && answer.offsets[i] % alignment[i] == 0)
      #expect(capacity < 0 || answer.offsets[i] + size[i] <= capacity)
      for j in 0..<i where lower[i] < upper[j] && lower[j] < upper[i] {
        #expect(
          answer.offsets[i] + size[i] <= answer.offsets[j] || answer.offsets[j] + size[j] <= answer.offsets[i])
      }
    }
  }

  @Test func manyThreadsMayCallAtOnce() async {
    await withTaskGroup(of: Bool.self) { group in
      for number in 0..<8 {
        group.addTask {
          let sizes = (0..<20).map { Int64(1 + ($0 * 7 + number) % 5) }
          let lower = (0..<20).map { Int64($0 % 6) }
          let answer = self.place(lower, lower.map { $0 + 4 }, sizes, timeLimit: 2)
          return answer.outcome == 0 || answer.outcome == 1
        }
      }
      for await isPlaced in group { #expect(isPlaced) }
    }
  }
}
