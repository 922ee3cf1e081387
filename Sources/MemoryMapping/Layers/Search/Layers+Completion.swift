import Basics
import Solving

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

extension MemoryMapping.Layers {
  /// The stays of a file, whatever it says of the time that they save.
  private struct PartialFile: Decodable {
    struct Body: Decodable { let stays: [LayerMapping.Stay] }
    let solution: Body
  }

  /// Stays that keep all rules together, as far as the file has some; tensors that it does not name stay in slow memory.
  public static func completed(
    start: SourceText, of program: LayerProgram
  ) throws(InputError) -> CompletedStart<LayerMapping>? {
    guard PartialSolution.body(of: start, problem: name) != nil,
      let given = (try? JSONDecoder().decode(PartialFile.self, from: Data(start.bytes)))?.solution.stays
    else { return nil }
    var remarks: [String] = []
    var sound: [LayerMapping.Stay] = []
    for stay in given {
      if isSound(stay, beside: sound, in: program) {
        sound.append(stay)
      } else {
        remarks.append("a stay of tensor \(stay.tensor) from \(stay.start) to \(stay.end) cannot be")
      }
    }
    func isValid(_ stays: [LayerMapping.Stay]) -> Bool {
      (try? check(LayerMapping(stays, of: program), of: program)) != nil
    }
    if !isValid(sound) {
      guard sound.count <= countToTry else { return nil }
      var kept: [LayerMapping.Stay] = []
      for stay in sound {
        if isValid(kept + [stay]) {
          kept.append(stay)
        } else {
          remarks.append(
            "the stay of tensor \(stay.tensor) from \(stay.start) to \(stay.end) does not go with the others")
        }
      }
      sound = kept
    }
    return CompletedStart(
      LayerMapping(sound, of: program), used: sound.count, of: given.count, "stays", remarks: remarks)
  }

  /// Each is tried with those before it.
  private static let countToTry = 500

  /// Whether its numbers are the program's, at another time than other stays of the tensor: benefits then count once.
  private static func isSound(
    _ stay: LayerMapping.Stay, beside others: [LayerMapping.Stay], in program: LayerProgram
  ) -> Bool {
    let times = program.instructions.indices
    func isSound(_ copy: LayerMapping.Copy?) -> Bool {
      copy.map { (0...times.count).contains($0.first) && $0.amounts.count <= times.count } ?? true
    }
    guard program.tensors.indices.contains(stay.tensor), times.contains(stay.start), times.contains(stay.end),
      stay.start <= stay.end, isSound(stay.copyIn), isSound(stay.writeBack)
    else { return false }
    return !others.contains { other in
      other.tensor == stay.tensor
        && (other.start <= stay.end && stay.start <= other.end || other.copyIn == nil && stay.copyIn == nil)
    }
  }
}
