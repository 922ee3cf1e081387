import Foundation
import Testing

@testable import Bench

@Suite struct CollectedFileTests {
  private let dovetail = Programs.folder + "/dovetail"

  @Test func aFileOfSeveralInstancesIsAllOfThem() throws {
    let scratch = Scratch()
    let several = scratch.write("1\n3 5\n1\n4 1\n1\n6 2\n", to: "set/several.txt")
    let single = scratch.write("1 1\n0 5\n", to: "set/single.txt")
    let prose = scratch.write("Dear solver\n", to: "set/prose.txt")
    let paths = try CollectedFiles.expanded([single, several, prose, several + "#2"], by: dovetail)
    #expect(paths == [single, several + "#1", several + "#2", several + "#3", prose, several + "#2"])
    #expect(try CollectedFiles.expanded([several], by: "/no/such/program") == [several])
  }

  /// What lies in the repository is checked against values from elsewhere whenever it is run.
  @Test func everyInstanceOfTheRepositoryHasAReference() throws {
    let repository = #filePath.split(separator: "/").dropLast(4).reduce("") { "\($0)/\($1)" }
    let paths = try CollectedFiles.expanded(InstanceSelection.paths([repository + "/Instances"]), by: dovetail)
    #expect(paths.contains { $0.hasSuffix("weighted-12.txt#3") })
    let tables = try ReferenceTables()
    for path in paths {
      let reference = try tables.reference(of: InstanceFile(at: path))
      #expect(reference?.lower != nil && reference?.upper != nil, "\(path)")
    }
  }
}

@Suite struct ExitCodeTests {
  /// The exit code of `run` and that of `status` afterwards.
  private func codes(_ text: String) throws -> [Int32] {
    let fake = FakeSolver(Scratch())
    let path = fake.instance("a", text)
    let campaign = fake.scratch["exit.db"]
    let run = [
      "run", "--campaign", campaign, "--variant", "native", "--solver", fake.program, "--no-pin", "--time-limit", "5",
      path,
    ]
    return try [run, ["status", campaign]].map { try Subprocess.run(Programs.bench, $0, isQuiet: true).status }
  }

  @Test func crashedRunsAreInTheExitCode() throws {
    #expect(try codes("summary optimal 10 10") == [0, 0])
    #expect(try codes("summary unknown null 3; exit 3") == [0, 0])
    #expect(try codes("kill -SEGV $$") == [2, 2])
    #expect(try codes("echo 'no such format' >&2; exit 65") == [2, 2])
  }
}
