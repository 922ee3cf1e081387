import Basics
import Foundation
import Solving
import Testing

@testable import Problems
@testable import Scheduling

/// Matrices of numbers, and what they mean.
@Suite struct ScheduleVariantTests {
  typealias Schedule = GeneralSchedule

  static let matrix = "3 2\n5 1\n2 7\n4 3\n"

  /// A variant is asked of this problem only, so the text is one of its own, whatever else it reads as.
  @Test func aVariantSaysWhichProblemItIs() throws {
    let choice = ProblemChoice(ProblemRegistry.all) { "--problem \($0)" }
    let shop = SourceText(name: "shop.txt", text: "2 2\n0 3 1 2\n1 4 0 1\n")
    let question = try Question(["--variant=no-wait"], of: ProblemRegistry.all)
    #expect(try choice.problem(of: shop, named: nil) == JobShop.self)
    #expect(try choice.problem(of: shop, named: nil, asking: question) == Schedule.self)
    #expect(try choice.problem(of: shop, named: "jobshop", asking: question) == JobShop.self)
  }

  func read(_ text: String, _ variant: String?, name: String = "folder/shop.txt", selection: Int? = nil) throws
    -> Schedule.Instance
  {
    let arguments = try Arguments(variant.map { ["--variant=\($0)"] } ?? [], for: Schedule.questions)
    return try Schedule.read(SourceText(name: name, text: text, selection: selection), arguments)
  }

  @Test func anOpenShop() throws {
    let shop = try read(Self.matrix, "open")
    #expect(shop.resources.map(\.name) == ["machine 1", "machine 2", "job 1", "job 2", "job 3"])
    #expect(shop.resources.allSatisfy { $0.isMachine } && shop.lags.isEmpty)
    #expect(shop.tasks.map(\.name) == ["1.1", "1.2", "2.1", "2.2", "3.1", "3.2"])
    #expect(shop.tasks.map { $0.modes[0].duration } == [5, 1, 2, 7, 4, 3])
    #expect(
      shop.tasks.map { $0.modes[0].demands.map(\.resource) } == [[0, 2], [1, 2], [0, 3], [1, 3], [0, 4], [1, 4]])
  }

  @Test func aFlowShopAndItsPermutations() throws {
    let shop = try read(Self.matrix, "flow")
    #expect(shop.tasks.map { $0.modes[0].demands.map(\.resource) } == [[0], [1], [0], [1], [0], [1]])
    let lags = [(0, 1), (2, 3), (4, 5)].map { Schedule.Lag(.end(of: $0.0), .start(of: $0.1), minimum: 0) }
    #expect(shop.lags == lags && shop.constraints.isEmpty)
    var permutation = shop.description
    permutation.constraints = [.sameSequence(machines: (0, 1), pairs: [(0, 1), (2, 3), (4, 5)])]
    #expect(try read(Self.matrix, "permutation").description == permutation)
    permutation.objective = [[.init(.totalCompletion)]]
    #expect(try read(Self.matrix, "permutation-completion").description == permutation)
    permutation.objective = [[.init(.makespan)]]
    for lag in permutation.lags.indices { permutation.lags[lag].maximum = 0 }
    #expect(try read(Self.matrix, "permutation-no-wait").description == permutation)
    for task in [0, 2, 4] { permutation.tasks[task].mayIdle = true }
    #expect(try read(Self.matrix, "permutation-blocking").description == permutation)
  }

  @Test func withoutAnOperationTheOrderGoesOnToTheNextMachine() throws {
    let shop = try read("2 3\n5 0 1\n2 7 3\n", "permutation")
    #expect(
      shop.constraints == [
        .sameSequence(machines: (0, 1), pairs: [(0, 1), (3, 4)]),
        .sameSequence(machines: (0, 2), pairs: [(0, 2), (3, 5)]),
        .sameSequence(machines: (1, 2), pairs: [(1, 2), (4, 5)]),
      ])
  }

  @Test func dueDatesComeBeforeTheDurations() throws {
    let shop = try read("3 2\n10 20 30\n5 1\n2 7\n4 3\n", "permutation-tardiness")
    #expect(shop.jobs.map(\.due) == [10, 20, 30] && shop.objective == [[.init(.tardiness)]])
    #expect(shop.tasks.map { $0.modes[0].duration } == [5, 1, 2, 7, 4, 3] && shop.constraints.count == 1)
  }

  @Test func setupsComeAfterTheDurations() throws {
    let shop = try read("2 2\n5 1\n2 7\n0 3\n4 0\n0 8\n9 0\n", "permutation-setup")
    #expect(
      shop.setups == [
        .init(machines: [0], kinds: [0, nil, 1, nil], times: [[0, 3], [4, 0]]),
        .init(machines: [1], kinds: [nil, 0, nil, 1], times: [[0, 8], [9, 0]]),
      ])
  }

  @Test func aHybridFlowShop() throws {
    let shop = try read("2 2\n1 2\n5 1\n2 7\n", "hybrid")
    #expect(shop.resources.map(\.name) == ["machine 1.1", "machine 2.1", "machine 2.2"])
    #expect(shop.tasks.map { $0.modes.map { $0.demands[0].resource } } == [[0], [1, 2], [0], [1, 2]])
    #expect(shop.tasks.map { $0.modes[0].duration } == [5, 1, 2, 7] && shop.lags.count == 2)
  }

  @Test(arguments: ["3 2 2\n5 1\n2 7\n4 3\n", matrix]) func factories(_ text: String) throws {
    let shop = try read(text, text == Self.matrix ? "distributed=2" : nil)
    #expect(shop.resources.map(\.name) == ["machine 1.1", "machine 1.2", "machine 2.1", "machine 2.2"])
    #expect(shop.tasks[1].modes.map { $0.demands[0].resource } == [1, 3])
    let jobs = [(0, 1), (2, 3), (4, 5)]
    #expect(
      shop.constraints == jobs.flatMap { first, second in
        [
          .modeDependency(task: first, mode: 0, other: second, modes: [0]),
          .modeDependency(task: first, mode: 1, other: second, modes: [1]),
        ]
      } + [.sameSequence(machines: (0, 1), pairs: jobs), .sameSequence(machines: (2, 3), pairs: jobs)])
  }

  @Test func parallelMachines() throws {
    let shop = try read(Self.matrix, "parallel")
    #expect(shop.tasks.map(\.name) == ["1", "2", "3"])
    #expect(shop.tasks.map { $0.modes.map(\.duration) } == [[5, 1], [2, 7], [4, 3]])
  }

  @Test func anAmbiguousMatrixIsRefusedWithItsReadings() throws {
    let readings = "open, flow, permutation, permutation-no-wait, permutation-completion, permutation-blocking, "
    let message = "its numbers can be read as \(readings)distributed=F, parallel; --variant says as which"
    #expect(throws: InputError(file: "folder/shop.txt", message)) {
      try read(Self.matrix, nil)
    }
  }

  @Test(arguments: [
    ("2 2\n1 2\n5 1\n2 7\n", "hybrid, permutation-tardiness"), ("1 2\n1\n5 1\n", nil),
    ("3 2\n1 2\n5 1\n2 7\n4 3\n", nil),
    ("2 2\n5 1\n2 7\n0 3\n4 0\n0 8\n9 0\n", nil), ("2 2\n0 3 1 2\n1 2 0 4\n", nil),
  ]) func whatHasOneReadingNeedsNoWord(_ text: String, _ readings: String?) throws {
    guard let readings else {
      _ = try read(text, nil)
      return
    }
    do {
      _ = try read(text, nil)
      Issue.record("'\(text)' was read")
    } catch let error as InputError {
      #expect(error.message.contains("can be read as \(readings);"))
    }
  }

  @Test func pairsOfMachineAndDurationAreMatricesToo() throws {
    let pairs = "3 2\n0 5 1 1\n0 2 1 7\n0 4 1 3\n"
    let permutation = try read(Self.matrix, "permutation")
    #expect(try read(pairs, "permutation") == permutation)
    let shuffled = "3 2\n1 1 0 5\n0 2 1 7\n0 4 1 3\n"
    let open = try read(Self.matrix, "open")
    #expect(try read(shuffled, "open") == open)
    #expect(throws: InputError.self) { try read(shuffled, "permutation") }
  }

  static let taillardFlow = """
    number of jobs, number of machines, initial seed, upper bound and lower bound :
              3           2   873654221        1278        1232
    processing times :
     5  2  4
     1  7  3
    number of jobs, number of machines, initial seed, upper bound and lower bound :
              2           1   379008056        1359        1290
    processing times :
     8 9
    """

  @Test func taillardsFilesHoldSeveral() throws {
    let first = try read(Self.taillardFlow, "permutation", selection: 1)
    #expect(first.name == "shop#1")
    let permutation = try read(Self.matrix, "permutation")
    #expect(first.tasks == permutation.tasks)
    #expect(try read(Self.taillardFlow, "open", selection: 2).tasks.map { $0.modes[0].duration } == [8, 9])
    for selection in [nil, 3] {
      #expect(throws: InputError.self) { try read(Self.taillardFlow, "flow", selection: selection) }
    }
    #expect(throws: InputError.self) { try read(Self.taillardFlow, nil, selection: 1) }
    #expect(throws: InputError.self) { try read(Self.matrix, "flow", selection: 1) }
  }

  /// The file of the repository; its first durations as published, job by job.
  @Test func taillardsFirstFlowShop() throws {
    let folder = #filePath.split(separator: "/").dropLast(5).reduce("") { "\($0)/\($1)" } + "/Instances/schedule"
    let bytes = [UInt8](try Data(contentsOf: URL(filePath: "\(folder)/ta001.fsp")))
    let source = SourceText(name: "ta001.fsp", bytes: bytes)
    let shop = try Schedule.read(source, try Arguments(["--variant=permutation"], for: Schedule.questions))
    #expect(shop.name == "ta001" && shop.jobs.count == 20 && shop.resources.count == 5)
    #expect(shop.tasks.prefix(10).map { $0.modes[0].duration } == [54, 79, 16, 66, 58, 83, 3, 89, 58, 56])
  }

  @Test func taillardsJobAndOpenShops() throws {
    let text = """
      Nb of jobs, Nb of Machines, Time seed, Machine seed, Upper bound, Lower bound
        2 2 840612802 398197754 1231 1005
      Times
       3 2
       2 4
      Machines
       1 2
       2 1
      """
    let shop = try read("2 2\n0 3 1 2\n1 2 0 4\n", "job")
    #expect(try read(text, "job").tasks == shop.tasks)
    #expect(try read(text, "open").tasks.map { $0.modes[0].duration } == [3, 2, 4, 2])
    #expect(throws: InputError.self) { try read(text, "flow") }
  }

  @Test(arguments: [
    ("40 1\n1000000\n" + String(repeating: "1\n", count: 40), "hybrid"),
    ("20 1\n" + String(repeating: "1\n", count: 20), "distributed=1000000"),
    ("5000 2\n" + String(repeating: "0 1 1 1\n", count: 5000), "setup"),
  ]) func fewNumbersThatAskForTooMuchAreRefused(_ text: String, _ variant: String) throws {
    #expect(throws: InputError.self) { try read(text, variant) }
  }

  @Test(arguments: ["permutation-setup", "hybrid", "permutation-tardiness", "parallel"])
  func aMatrixOfTheWrongSizeIsRefused(_ variant: String) throws {
    #expect(throws: InputError.self) { try read("3 2\n5 1\n2 7\n4\n", variant) }
  }

  @Test func everyRunReadsWhatItsQuestionSays() throws {
    let question = try Question(["--variant=open"], of: [Schedule.self])
    let source = SourceText(name: "folder/shop.txt", text: Self.matrix)
    let open = try read(Self.matrix, "open")
    #expect(try ProblemSolve<Schedule>(source, asking: question).instance == open)
    #expect(throws: SolveFault.self) { try ProblemSolve<Schedule>(source) }
    #expect(throws: SolveFault.self) { try ProblemSolve<JobShop>(source, asking: question) }
  }

  /// Which problem takes a text where nobody says it.
  @Test(arguments: [
    ("2 2\n0 3 1 2\n1 2 0 4\n", "shop.txt", "jobshop"), ("3 1\n2\n1 2 1 3\n2 1 1 3\n0 0 0\n", "a.txt", "rcpsp"),
    ("2 2\n2 1 1 3 2 1 4 2 5\n1 2 2 1 1 0\n", "shop.txt", "schedule"), ("2 2\n1 1 1 3\n1 1 2 4\n", "x.fjs", "schedule"),
    (matrix, "shop.txt", "schedule"), (ScheduleTextTests.multiMode, "x.mm", "schedule"),
    ("4 1 1\n3 2\n0 0 9 9 2 2 3\n2 1 1 0 1 4\n3 0 2 5 1 4\n0 0 7 7 0\n", "store.rcp", "schedule"),
    ("3 2\n9 8 7\n5 1\n2 7\n4 3\n", "due.txt", "schedule"), ("2\n3 4\n5 6\n", "jobs.txt", "tardiness"),
    (taillardFlow, "tai.txt", "schedule"),
    ("2\n2\n4 3\n2 0\n1 1\n3 2 1 1 1:2\n2 0 1 0\n1 5\n1 0\n4 4 0 0\n", "mp.rcmp", "schedule"),
  ]) func theRightProblemTakesIt(_ text: String, _ name: String, _ problem: String) throws {
    let choice = ProblemChoice(ProblemRegistry.all) { "--problem \($0)" }
    #expect(try choice.problem(of: SourceText(name: name, text: text), named: nil).name == problem)
  }

  @Test func whatIsAPlainShopAndAFlexibleOneIsTakenForNeitherByChance() throws {
    let choice = ProblemChoice(ProblemRegistry.all) { "--problem \($0)" }
    let text = "1 3\n1 2 1 5 2 4\n"
    #expect(throws: SolveFault.self) { try choice.problem(of: SourceText(name: "shop.txt", text: text), named: nil) }
    #expect(
      throws: InputError(file: "folder/shop.txt", "its numbers can be read as job, flexible; --variant says as which")
    ) {
      try read(text, nil)
    }
    #expect(try read(text, "flexible").tasks.map(\.modes.count) == [2])
    #expect(try read(text, "job").tasks.map(\.modes.count) == [1, 1, 1])
    #expect(throws: InputError.self) { try JobShop.parse(SourceText(name: "shop.fjs", text: "1 1\n0 1\n")) }
  }
}
