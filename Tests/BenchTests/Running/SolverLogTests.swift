import Foundation
import Testing

@testable import Bench

@Suite struct SolverLogTests {
  /// In campaigns smaller is better: of what is maximised they keep the negatives.
  @Test(arguments: [("\"sense\":\"max\"", -1.0), ("\"sense\":\"min\"", 1), ("\"other\":1", 1)])
  func whatIsMaximisedIsKeptAsNegatives(sense: String, sign: Double) {
    let log = """
      {"event":"solution","time":0.5,"objective":4.5,"bound":null,"source":"a",\(sense)}
      {"event":"bound","time":0.75,"objective":4.5,"bound":6,"source":"b",\(sense)}
      {"event":"summary","status":"feasible","objective":4.5,"bound":6,"time":1,\(sense)}
      """
    let record = SolverLog(Data(log.utf8)).record(Measurement(wall: 1), errors: "", began: 0)
    #expect(record.status == .feasible)
    #expect(record.objective == Score(sign * 4.5) && record.bound == Score(sign * 6))
    #expect(record.history.map(\.objective) == [Score(sign * 4.5), Score(sign * 4.5)])
    #expect(record.history.map(\.bound) == [nil, Score(sign * 6)])
    #expect(record.firstSolutionTime == 0.5)
  }
}
