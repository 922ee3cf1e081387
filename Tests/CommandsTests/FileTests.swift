import Basics
import Glibc
import Race
import Solving
import Testing

@testable import Commands

@Suite struct OutputFileTests {
  private let scratch = Scratch()

  @Test func aFileIsReplacedWhole() throws {
    let path = scratch.write("old", to: "file")
    let file = try OutputFile(path)
    #expect(scratch.read("file") == "old", "nothing is touched before the text is there")
    try file.write("new and longer\n")
    #expect(scratch.read("file") == "new and longer\n")
    #expect(scratch.names == ["file"])
  }

  @Test func aLinkStaysALink() throws {
    let path = scratch.write("old", to: "file")
    symlink(path, scratch["link"])
    try OutputFile(scratch["link"]).write("new")
    #expect(scratch.read("file") == "new")
    var status = stat()
    lstat(scratch["link"], &status)
    #expect(status.st_mode & S_IFMT == S_IFLNK)
  }

  @Test func devicesAreWrittenAndNotReplaced() throws {
    try OutputFile("/dev/null").write("gone")
    var status = stat()
    stat("/dev/null", &status)
    #expect(status.st_mode & S_IFMT == S_IFCHR)
    let full = try OutputFile("/dev/full")
    let failure = #expect(throws: CommandFailure.self) { try full.write("does not fit") }
    #expect(failure?.status == .writeError)
  }
}

@Suite struct JSONTests {
  @Test func valuesAreWrittenInOrderWithNulls() {
    let value = JSON.members([
      "b": .text("say \"hi\"\n\u{1}"), "a": JSON(Double?.none), "n": JSON(0.123_456_789), "tiny": JSON(1e-9),
      "whole": JSON(2.0), "list": JSON(Objective(levels: [3, 0])), "one": JSON(Objective(5)),
      "infinite": .number(.infinity),
    ])
    #expect(
      value.line
        == #"{"b":"say \"hi\"\n\u0001","a":null,"n":0.123457,"tiny":1e-09,"whole":2,"list":[3,0],"one":5,"infinite":null}"#
    )
  }

  @Test(arguments: [
    (0.0, 3, "0.000"), (1.0005, 3, "1.001"), (-2.5, 1, "-2.5"), (12.0, 0, "12"), (0.05, 2, "0.05"),
    (99.999, 2, "100.00"),
  ])
  func numbersHaveAFixedNumberOfDecimals(number: Double, digits: Int, text: String) {
    #expect(NumberText.fixed(number, digits) == text)
  }

  @Test(arguments: [
    (0, "job", "0 jobs"), (1, "job", "1 job"), (2, "activity", "2 activities"), (1, "activity", "1 activity"),
    (3, "key", "3 keys"), (2, "branch", "2 branches"), (21, "start time", "21 start times"),
  ])
  func oneIsNotMany(count: Int, noun: String, text: String) {
    #expect(counted(count, noun) == text)
  }

  @Test func onlyAGapOfZeroIsShownAsZero() {
    #expect(NumberText.gap(0) == "0.00%")
    #expect(NumberText.gap(1e-9) == "<0.01%")
    #expect(NumberText.gap(0.1234) == "12.34%")
    #expect(NumberText.gap(nil) == "-")
  }
}

@Suite struct InstanceNameTests {
  @Test(arguments: [
    ("folder/ft06.txt", "ft06"), ("ft06", "ft06"), ("a.b/j301_1.sm", "j301_1"), (".hidden", ".hidden"),
    ("-", "standard input"), ("sets/wt40.txt#3", "wt40#3"),
  ])
  func theNameIsTheFilesOwn(path: String, name: String) {
    #expect(instanceName(of: path) == name)
  }
}
