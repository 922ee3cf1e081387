import Basics
import Testing

@Suite struct CertificateLinesTests {
  private let magic = Array("dovetail-proof 1\n".utf8)

  @Test func numbersAreZigzagInSevenBitsAByte() {
    var lines = CertificateLines()
    lines.append(64, [0, -1, 1, -64, 64, 300])
    lines.append(67, [Int]())
    #expect(
      lines.concluding(optimal: -3)
        == magic + [64, 6, 0, 1, 2, 127, 128, 1, 216, 4, 67, 0, 4, 0, 5])
  }

  @Test func withoutASolutionNoValueIsConcluded() {
    #expect(CertificateLines().concluding(optimal: nil) == magic + [4, 2])
  }
}
