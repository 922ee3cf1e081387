import Basics
import Solving
import Testing

@testable import Scheduling

/// Formats of projects and flexible shops.
@Suite struct ScheduleTextTests {
  typealias Schedule = GeneralSchedule

  func parse(_ text: String, _ name: String = "folder/text.txt") throws -> Schedule.Instance {
    try Schedule.parse(SourceText(name: name, text: text))
  }

  /// The first number is a mean and may have a fraction.
  @Test(arguments: ["2 2", "2 2 1.5", "2 2 2"]) func aFlexibleShop(_ header: String) throws {
    let instance = try parse("\(header)\n2 1 1 3 2 1 4 2 5\n1 2 2 1 1 0\n", "folder/shop.fjs")
    #expect(instance.name == "shop" && instance.resources.map(\.name) == ["machine 1", "machine 2"])
    #expect(instance.tasks.map(\.name) == ["1.1", "1.2", "2.1"] && instance.tasks.map(\.job) == [0, 0, 1])
    #expect(instance.tasks.map { $0.modes.map(\.duration) } == [[3], [4, 5], [1, 0]])
    #expect(instance.tasks.map { $0.modes.map { $0.demands.map(\.resource) } } == [[[0]], [[0], [1]], [[1], [0]]])
    #expect(instance.lags == [.init(.end(of: 0), .start(of: 1), minimum: 0)])
  }

  @Test func workersGoWithMachines() throws {
    let instance = try parse("1 2 2\n1 2 1 2 1 23 2 26 2 1 2 30\n", "folder/shop.fjsw")
    #expect(instance.resources.map(\.name) == ["machine 1", "machine 2", "worker 1", "worker 2"])
    #expect(instance.resources.allSatisfy { $0.isMachine })
    let modes = instance.tasks[0].modes
    #expect(modes.map(\.duration) == [23, 26, 30])
    #expect(modes.map { $0.demands.map(\.resource) } == [[0, 2], [0, 3], [1, 3]])
  }

  static let multiMode = """
    ************************************************************************
    file with basedata            : x.bas
    ************************************************************************
    projects                      :  1
    jobs (incl. supersource/sink ):  4
    horizon                       :  9
    RESOURCES
      - renewable                 :  1   R
      - nonrenewable              :  1   N
      - doubly constrained        :  0   D
    ************************************************************************
    PROJECT INFORMATION:
    pronr.  #jobs rel.date duedate tardcost  MPM-Time
        1      2      0       4        1        4
    ************************************************************************
    PRECEDENCE RELATIONS:
    jobnr.    #modes  #successors   successors
       1        1          2           2   3
       2        2          1           4
       3        1          1           4
       4        1          0
    ************************************************************************
    REQUESTS/DURATIONS:
    jobnr. mode duration  R 1  N 1
    ------------------------------------------------------------------------
      1      1     0       0    0
      2      1     3       2    0
             2     5       0    4
      3      1     2       1    1
      4      1     0       0    0
    ************************************************************************
    RESOURCE AVAILABILITIES:
      R 1  N 1
       2    5
    ************************************************************************
    """

  @Test func modesAndNonrenewableResources() throws {
    let instance = try parse(Self.multiMode, "folder/x.mm")
    #expect(
      instance.resources == [.init("resource 1", .renewable(capacity: 2)), .init("supply 1", .consumable(capacity: 5))])
    #expect(instance.tasks.map(\.name) == ["1", "2", "3", "4"])
    #expect(instance.tasks[1].modes == [.init(duration: 3, [.init(0, 2)]), .init(duration: 5, [.init(1, 4)])])
    #expect(instance.tasks[2].modes == [.init(duration: 2, [.init(0, 1), .init(1, 1)])])
    #expect(
      instance.lags == [(0, 1), (0, 2), (1, 3), (2, 3)].map { .init(.end(of: $0.0), .start(of: $0.1), minimum: 0) })
    #expect(instance.objective == [[.init(.makespan)]])
  }

  @Test func lagsOfBothKinds() throws {
    let text =
      "2\t1\t0\t0\n0\t1\t2\t1 2\t[0] [0]\n1\t1\t2\t2\t3\t[4]\t[3]\n2 1 1 1 [-6]\n3 1 0\n"
      + "0 1 0 0\n1 1 3 2\n2 1 1 1\n3 1 0 0\n2\n"
    let instance = try parse(text, "folder/psp.sch")
    #expect(instance.tasks.map(\.name) == ["0", "1", "2", "3"] && instance.tasks[0].latestStart == 0)
    #expect(instance.tasks.map { $0.modes[0].duration } == [0, 3, 1, 0])
    #expect(instance.resources == [.init("resource 1", .renewable(capacity: 2))])
    let arcs = [(0, 1, 0), (0, 2, 0), (1, 2, 4), (1, 3, 3), (2, 1, -6)]
    #expect(instance.lags == arcs.map { .init(.start(of: $0.0), .start(of: $0.1), minimum: $0.2) })
  }

  @Test func stores() throws {
    let text = "4 1 1\n3 2\n0 0 9 9 2 2 3\n2 1 1 0 1 4\n3 0 2 5 1 4\n0 0 7 7 0\n"
    let instance = try parse(text, "folder/store.rcp")
    #expect(instance.resources[1] == .init("store 1", .reservoir(initial: 2, minimum: 0, maximum: nil)))
    #expect(instance.tasks[0].modes[0].demands.isEmpty && instance.tasks[3].modes[0].demands.isEmpty)
    #expect(instance.tasks[1].modes[0].demands == [.init(0, 1), .init(1, -1, .atStart)])
    #expect(instance.tasks[2].modes[0].demands == [.init(1, -2, .atStart), .init(1, 5, .atEnd)])
    #expect(instance.lags.count == 4)
  }

  @Test func severalProjects() throws {
    let text = "2\n2\n4 3\n2 0\n1 1\n3 2 1 1 1:2\n2 0 1 0\n1 5\n1 0\n4 4 0 0\n"
    let instance = try parse(text, "folder/mp.rcmp")
    #expect(instance.jobs == [.init("project 1"), .init("project 2", release: 5)])
    #expect(instance.tasks.map(\.name) == ["1:1", "1:2", "2:1"] && instance.tasks.map(\.job) == [0, 0, 1])
    #expect(instance.tasks.map { $0.modes[0].demands } == [[.init(0, 2), .init(1, 1)], [.init(1, 1)], [.init(0, 4)]])
    #expect(instance.lags == [.init(.end(of: 0), .start(of: 1), minimum: 0)])
  }

  @Test func aSingleModeProjectInBothForms() throws {
    let patterson = try parse("3 1\n2\n1 2 1 3\n2 1 1 3\n0 0 0\n")
    #expect(patterson.tasks.map { $0.modes[0].duration } == [1, 2, 0])
    #expect(patterson.lags.count == 2 && patterson.resources == [.init("resource 1", .renewable(capacity: 2))])
    let project = try ResourceProject.parse(
      SourceText(name: "folder/text.txt", text: "3 1\n2\n1 2 1 3\n2 1 1 3\n0 0 0\n"))
    #expect(try parse(project.psplibText) == patterson)
  }

  /// Text, the file's name, and what the error must mention with its line.
  static let malformed: [(text: String, name: String, line: Int?, mentions: String)] = [
    ("1 2\n1 1 3 5\n", "a.fjs", 2, "a machine of operation 1.1 from 1 to 2"),
    ("1 2\n1 0\n", "a.fjs", 2, "the number of machines of operation 1.1"),
    ("1 2 x\n1 1 1 5\n", "a.fjs", 1, "the mean number of machines"),
    ("1 2\n1 1 1 5\n7", "a.fjs", 3, "the end of the file after job 1"),
    ("1 1 1\n1 1 1 1 2 5\n", "a.fjsw", 2, "a worker of operation 1.1"),
    (multiMode.replacing("2     5       0    4", with: "3     5       0    4"), "a.mm", 28, "from 1 to 2"),
    (multiMode.replacing("2     5       0    4", with: "2     5       0"), "a.mm", 28, "a mode with 2 requests"),
    (multiMode.replacing("   2    5\n", with: "   2\n"), "a.mm", 35, "2 resource availabilities, found 1"),
    (multiMode.replacing("         2     5       0    4\n", with: ""), "a.mm", 30, "2 modes of job 2"),
    (multiMode.replacing("2        2          1", with: "1        2          1"), "a.mm", 19, "a second line"),
    ("1 1 0 0\n0 1 1 1 [0]\n1 1 1 2 [3] [4]\n", "a.sch", 3, "1 successor of activity 1"),
    ("1 1 0 0\n0 1 1 1 [0]\n1 1 1 2 [3]\n2 1 0\n0 1 0 0\n1 1 1\n", "a.sch", 6, "duration and 1 demand"),
    ("1\n1\n2\n1 0\n1\n3 1 1 1:2\n", "a", 6, "a successor that there is"),
    ("1\n1\n2\n1 0\n1\n3 3 0\n", "a", 6, "never is more than 2"),
  ]

  @Test(arguments: malformed.indices) func mistakesHaveTheirLine(_ number: Int) throws {
    let (text, name, line, mentions) = Self.malformed[number]
    do {
      _ = try parse(text, name)
      Issue.record("'\(text)' was read")
    } catch let error as InputError {
      #expect(error.line == line, "\(error)")
      #expect(error.message.contains(mentions), "\(error)")
    }
  }
}
