import Basics
import Kernel
import MIP
import Race
import Statements

/// One kind of problem: how to read it, solve it, check it and draw it.
///
/// Adding a problem is adding a folder with a conforming type, and one line in `ProblemRegistry`.
public protocol Problem: Sendable {
  /// Validated at construction: an instance that exists is well formed.
  associatedtype Instance: Sendable
  /// A solution in the problem's own words; its coded form is the body of the solution file.
  associatedtype Solution: Sendable & Codable

  /// As in `--problem`, such as "jobshop".
  static var name: String { get }
  /// One line for `dovetail list`.
  static var summary: String { get }
  /// The file formats it reads, a line each for `dovetail list`.
  static var formats: [String] { get }
  /// The heuristics that `--heuristic NAME` runs alone, with their source.
  static var heuristics: [HeuristicDescription] { get }

  /// Whether `source` looks like one of this problem's formats, from a look at its beginning.
  static func recognises(_ source: SourceText) -> Bool
  /// The instance that a text describes.
  ///
  /// - Throws: the first thing that is wrong with it: file, line, what was expected and what was found.
  static func parse(_ source: SourceText) throws(InputError) -> Instance

  /// The instance that a text describes where the question may say how to read it, for formats that leave open what their
  /// numbers mean; the default goes by the text alone.
  static func read(_ source: SourceText, _ arguments: Arguments) throws(InputError) -> Instance

  /// The question that says how a text is to be read: whoever asks it means this problem, whatever else the text may be;
  /// nil, the default, where no question says so.
  static var readingQuestion: String? { get }

  /// Asked where nobody said which problem a text is of: what else it may be, so that it is not taken for one of these by
  /// chance; nil, the default, where there is no doubt.
  static func otherReading(of source: SourceText) -> String?

  /// What can be asked of an instance beyond what its file says, such as whether it fits in a capacity; the default
  /// is nothing. Solving, checking, drawing and exporting take these alike.
  static var questions: [Parameter] { get }

  /// The same instance with the question that the arguments ask; the default leaves it as it is.
  ///
  /// - Throws: `SolveOptionError` for a value that the instance rules out.
  static func asking(_ arguments: Arguments, of instance: Instance) throws(SolveOptionError) -> Instance

  /// How results show the objective of `instance`; nil, the default, for the integers themselves.
  static func objectiveScale(of instance: Instance) -> ObjectiveScale?

  /// The independent checker: shares no code with what makes solutions.
  ///
  /// - Returns: the objective of a valid solution.
  /// - Throws: the first rule that the solution breaks, in words.
  static func check(_ solution: Solution, of instance: Instance) throws(CheckFailure) -> Objective

  /// What no solution of `instance` is better than, from a look at its numbers alone: known before anything is tried, so
  /// that every result has a bound. nil, the default, where the numbers leave all open.
  ///
  /// - Complexity: about that of reading the instance; no strategy waits for more.
  static func trivialBound(of instance: Instance) -> Objective?

  /// The lanes of the race, one a worker thread at most, or several that take turns where there is one worker; each
  /// ends by itself when its strategies have.
  static func lanes(for instance: Instance, _ options: SolveOptions<Solution>) throws -> [Lane<Solution>]

  /// The problem as a linear model, for GLPK and for `dovetail export`.
  static func linearModel(of instance: Instance, _ options: SolveOptions<Solution>) throws -> LinearModel

  /// All levels of the objective in linear models, for `dovetail export`; the default has the one of `linearModel`.
  static func linearLevels(of instance: Instance) throws -> LinearLevels

  /// The greatest counts and numbers that are read, a line each, from the constants that readers go by; the default says
  /// nothing.
  static var limits: [String] { get }

  /// What becomes of a plan that is being carried out under the changes of `trace`; nil, the default, where solutions
  /// are no such plans.
  static func replay(
    _ trace: SourceText, of plan: Solution, in instance: Instance
  ) throws(InputError) -> Replay<Instance, Solution>?

  /// The instance at a time at which a plan is under way: what has begun stays, the rest is open again; nil, the default,
  /// where solutions are no such plans. The plan may be of an instance that has changed since.
  ///
  /// - Parameters:
  ///   - instance: as things are now.
  ///   - time: what the plan starts before has begun.
  ///   - plan: what was planned.
  ///   - isStable: whether as little as possible is to change, after all else.
  static func resumed(
    _ instance: Instance, at time: Int, plan: Solution, isStable: Bool
  ) throws(SolveOptionError) -> Replay<Instance, Solution>?

  /// A standalone SVG document.
  static func picture(of solution: Solution, of instance: Instance) -> String

  /// The solution with what is made of it once, when the search is over, such as the way there; the default has no more.
  ///
  /// - Parameters:
  ///   - solution: the best one.
  ///   - instance: what it is a solution of.
  ///   - shouldStop: looked at now and then; what is made may then be left out.
  static func completed(_ solution: Solution, of instance: Instance, shouldStop: () -> Bool) -> Solution

  /// The coded form of a solution as text, where a problem writes it faster than a coder; nil, the default, elsewhere.
  static func json(of solution: Solution) -> String?

  /// Further files that an instance at `path` may be read from, for who reads files to hand over as companions of its
  /// text; the default has none.
  static func companions(of path: String) -> [String]

  /// Lines that `solve` shows after its summary, such as the steps of a plan; the default has none.
  static func explanation(of solution: Solution, of instance: Instance) -> [String]

  /// What the input has and the result does not look at, or looks at in another way than its author may expect; the
  /// default says nothing.
  static func warnings(of instance: Instance) -> [String]

  /// What a bound that does not meet the objective proves all the same, in words; the default says nothing.
  static func certificate(_ objective: Objective, bound: Objective, of instance: Instance) -> String?

  /// How a proof comes about that others can check; the default has none.
  static func proving(_ instance: Instance) -> Proving

  /// The proof of a solution's optimality, or of a bound, made once the race is over, for problems of `Proving.afterwards`;
  /// nil, the default, where there is none.
  static func proof(of objective: Objective?, _ solution: Solution?, of instance: Instance) -> [UInt8]?

  /// Why an instance that was proved infeasible is so, looked for until `shouldStop`; the default knows nothing.
  static func infeasibility(of instance: Instance, shouldStop: () -> Bool) -> Infeasibility?

  /// The solution as a table in the format of the field, for an output file that ends in .csv; the default has none.
  static func table(of solution: Solution, of instance: Instance) -> String?

  /// The solution that such a table holds; nil where the text is none.
  static func solution(in table: SourceText, of instance: Instance) throws(InputError) -> Solution?

  /// The solution that begins where a warm start does which leaves parts open: what the file says is taken over as far as
  /// it can be, the rest is the problem's generation scheme's. Asked only where the file's solution is not a whole one.
  ///
  /// - Parameter start: a solution file, or another one that the user took for one.
  /// - Returns: nil, the default, where solutions must be whole, or the file has no part of one.
  /// - Throws: what in the file is none of its format.
  static func completed(start: SourceText, of instance: Instance) throws(InputError) -> CompletedStart<Solution>?
}

extension Problem {
  public static func read(_ source: SourceText, _ arguments: Arguments) throws(InputError) -> Instance {
    try parse(source)
  }
  public static func linearLevels(of instance: Instance) throws -> LinearLevels {
    LinearLevels([try linearModel(of: instance, SolveOptions())])
  }
  public static var limits: [String] { [] }
  public static var questions: [Parameter] { [] }
  public static var readingQuestion: String? { nil }
  public static func asking(_ arguments: Arguments, of instance: Instance) throws(SolveOptionError) -> Instance {
    instance
  }
  public static func otherReading(of source: SourceText) -> String? { nil }
  public static func trivialBound(of instance: Instance) -> Objective? { nil }
  public static func completed(_ solution: Solution, of instance: Instance, shouldStop: () -> Bool) -> Solution {
    solution
  }
  public static func completed(
    start: SourceText, of instance: Instance
  ) throws(InputError) -> CompletedStart<Solution>? { nil }
  public static func json(of solution: Solution) -> String? { nil }
  public static func companions(of path: String) -> [String] { [] }
  public static func explanation(of solution: Solution, of instance: Instance) -> [String] { [] }
  public static func warnings(of instance: Instance) -> [String] { [] }
  public static func proving(_ instance: Instance) -> Proving { .never("proofs of \(name) have no certificate") }
  public static func proof(of objective: Objective?, _ solution: Solution?, of instance: Instance) -> [UInt8]? { nil }
  public static func certificate(_ objective: Objective, bound: Objective, of instance: Instance) -> String? { nil }
}

/// A heuristic as `dovetail list` shows it.
public struct HeuristicDescription: Sendable {
  /// As in `--heuristic`.
  public let name: String
  /// What it does, and the paper that it is from.
  public let summary: String

  /// A name and one line about it.
  public init(_ name: String, _ summary: String) {
    self.name = name
    self.summary = summary
  }
}

/// What the user asked for, as far as a problem's strategies care.
public struct SolveOptions<Solution: Sendable>: Sendable {
  /// Which engine takes part beside the problem's own methods.
  public enum Engine: String, Sendable, CaseIterable {
    /// All there is: what is best for the problem.
    case auto
    /// All that is our own: the same without the MIP solver.
    case native
    /// The constraint engine alone: clause learning on the problem's model, after first solutions.
    case cp
    /// The MIP solver of this program on the problem's linear model, after first solutions.
    case glpk

    /// Their names in one line, such as "auto, native, cp or glpk".
    public static var names: String {
      let names = allCases.map(\.rawValue)
      return names.dropLast().joined(separator: ", ") + " or " + names[names.count - 1]
    }
  }

  /// What the search begins with.
  public enum WarmStart: Sendable {
    /// The problem's own first solutions.
    case heuristic
    /// Nothing: the engine finds its first solution by itself.
    case none
    /// A solution that somebody brings; the checker decides whether it counts.
    case solution(Solution)
  }

  /// Which engine takes part.
  public var engine = Engine.auto
  /// Threads of the race.
  public var workers = 1
  /// Of everything random.
  public var seed: UInt64 = 1
  /// What the search begins with.
  public var warmStart = WarmStart.heuristic
  /// Conflicts of each run of the native engine; nil for no limit.
  public var conflictLimit: Int?
  /// What becomes of the search that a model says.
  package var searchUse = Model.Options.SearchUse.beside
  /// The name of the one heuristic to run, nothing else.
  public var heuristic: String?
  /// Where the engine writes what it infers, for others to check; nil for nowhere. Bounds without that are claims only.
  package var proof: ProofLog?
  /// The MIP solver linked into this program, if any.
  public var mipSolver: (any MIPSolver)?

  /// The problem's own choice on one worker.
  public init() {}

  /// A seed for each worker that differs from those of nearby user seeds.
  package func seed(of worker: Int) -> UInt64 { seed &+ UInt64(worker) &* 0x9E37_79B9_7F4A_7C15 }
}
