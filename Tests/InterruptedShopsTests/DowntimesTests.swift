import Basics
import Testing

@testable import InterruptedShops

@Suite struct DowntimesTests {
  private func parse(_ text: String) throws -> Downtimes {
    try Downtimes.parse(SourceText(name: "d.json", text: text), machineCount: 2).downtimes
  }

  @Test func aTextIsReadBack() throws {
    let text = "{\"instance\":\"a\\\"b\",\"downtimes\":[[0,3,5],[0,7,9],[1,0,2]]}\n"
    let (downtimes, name) = try Downtimes.parse(SourceText(name: "d.json", text: text), machineCount: 2)
    #expect(name == "a\"b")
    #expect(downtimes.byMachine == [[3..<5, 7..<9], [0..<2]])
    #expect(downtimes.text(instance: "a\"b") == text)
    #expect(try parse("{\"downtimes\": [[1, 4, 6], [1, 0, 4]]}").merged == [[], [0..<6]])
    #expect(try parse("{\"downtimes\": []}") == .none(machineCount: 2))
  }

  @Test func mistakesAreShown() throws {
    for (text, message) in [
      ("", "d.json:1: expected the downtimes of a shop, an object, found the end of the text"),
      ("[]", "d.json:1: expected the downtimes of a shop, an object, found '['"),
      ("{}", "d.json:1: expected the key 'downtimes', found none"),
      ("{\"downtime\": []}", "downtimes"),
      ("{\"downtimes\": 3}", "d.json:1: expected a list of downtimes, an array, found '3'"),
      ("{\"downtimes\": [\n[0, 1, 2],\n[0, 4]]}", "d.json:3: expected three numbers: machine, start, end, found "),
      ("{\"downtimes\": [[0, 1, 2, 3]]}", "d.json:1: expected three numbers: machine, start, end, found "),
      ("{\"downtimes\": [[0, 1, 2.5]]}", "d.json:1: expected the machine, start or end of a downtime, "),
      ("{\"downtimes\": [\n[2, 1, 3]]}", "d.json:2: downtime 0 is of machine 2, outside 0 to 1"),
      ("{\"downtimes\": [[0, 1, 2],\n[0, 5, 5]]}", "d.json:2: downtime 1 goes from 5 to 5, which is no time"),
      ("{\"downtimes\": [[0, -1, 2]]}", "d.json:1: downtime 0 goes from -1 to 2"),
      ("{\"downtimes\": [[0, 1, 9000000000000000000]]}", "d.json:1: downtime 0 goes from 1 to 9000000000000000000"),
      ("{\"downtimes\": [[0, 1, 4], [0, 3, 5]]}", "d.json: machine 0 has downtimes from 1 to 4 and from 3 to 5"),
      ("{\"downtimes\": [[0, 1, 4]]} x", "d.json:1: expected"),
      ("{\"downtimes\": [[0, 1, 4]", "d.json:1: expected"),
    ] {
      do {
        _ = try parse(text)
        Issue.record("\(text) is taken")
      } catch {
        #expect("\(error)".contains(message), "\(error)")
      }
    }
  }

  @Test func theShareOfDowntimeIsWhatWasAskedFor() {
    for percent in [5, 10, 20, 50] {
      let downtimes = Downtimes.random(
        machineCount: 20, percent: percent, meanDuration: 50, horizon: 200_000, seed: 9)
      let down = downtimes.stretches.reduce(0) { $0 + $1.end - $1.start }
      #expect(abs(Double(down) / 4e6 - Double(percent) / 100) < 0.01)
      #expect(downtimes.stretches.allSatisfy { (1...99).contains($0.end - $0.start) && $0.start < 200_000 })
      #expect(
        downtimes == .random(machineCount: 20, percent: percent, meanDuration: 50, horizon: 200_000, seed: 9))
      #expect(
        downtimes != .random(machineCount: 20, percent: percent, meanDuration: 50, horizon: 200_000, seed: 10))
    }
  }

  /// Up for 1 / q on average, geometrically, and down for (1 + D) / 2.
  @Test func machinesGoDownWithTheProbability() throws {
    let downtimes = Downtimes.random(
      machineCount: 10, probability: 0.05, meanDuration: 9, horizon: 100_000, seed: 4)
    let count = downtimes.stretches.count
    let down = downtimes.stretches.reduce(0) { $0 + $1.end - $1.start }
    #expect(abs(Double(down) / Double(count) - 5) < 0.1)
    #expect(abs(Double(1_000_000 - down) / Double(count) - 19) < 0.5)
    for list in downtimes.byMachine {
      #expect(zip(list, list.dropFirst()).allSatisfy { $0.upperBound <= $1.lowerBound })
    }
    _ = try Downtimes(machineCount: 10, downtimes.stretches)
  }
}
