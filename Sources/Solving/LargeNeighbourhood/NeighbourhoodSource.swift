import Basics
import Kernel
import Lowering
import Race
import Statements

/// Draws large neighbourhoods around good solutions, as assumptions that hold on to a part of one of them.
protocol NeighbourhoodSource<Solution> {
  associatedtype Solution: Sendable

  /// What it draws, by kind, in words.
  var titles: [String] { get }
  /// How many things there are that a neighbourhood can free.
  var movableCount: Int { get }
  /// The good solutions; the best one first.
  var memberCount: Int { get }

  /// Takes over what the scoreboard has.
  mutating func refresh(from scoreboard: Scoreboard<Solution>)

  /// Literals that hold all of a member in place but what the neighbourhood frees; nil where the kind has nothing to
  /// offer around it.
  ///
  /// - Parameter share: of the things that can be freed, about as many are.
  mutating func assumptions(
    _ kind: Int, around member: Int, share: Double, _ random: inout RandomSource, in lowered: LoweredModel
  ) throws(ModelError) -> [Literal]?

  /// The member as values of the model, for decisions to follow; nil where the model does not contain it.
  func values(of member: Int) -> [Int]?
}

/// Neighbourhoods of schedules: some tasks are free, the others keep their order.
struct PartialOrderNeighbourhoods<Formulation: PartialOrderFormulation>: NeighbourhoodSource {
  private let formulation: Formulation
  private let kinds = NeighbourhoodKind.allCases
  private var elites: ElitePool<Formulation>

  init(_ formulation: Formulation) {
    self.formulation = formulation
    elites = ElitePool(formulation)
  }

  var titles: [String] { kinds.map(\.title) }
  var movableCount: Int { formulation.shape.movableCount }
  var memberCount: Int { elites.members.count }

  mutating func refresh(from scoreboard: Scoreboard<Formulation.Solution>) { elites.refresh(from: scoreboard) }

  func assumptions(
    _ kind: Int, around member: Int, share: Double, _ random: inout RandomSource, in lowered: LoweredModel
  ) throws(ModelError) -> [Literal]? {
    let generator = elites.members[member].generator
    let isFree = generator.draw(kinds[kind], share: share, &random)
    return try formulation.fixing(generator.schedule, except: isFree, in: lowered)
  }

  func values(of member: Int) -> [Int]? { formulation.encode(elites.members[member].solution) }
}
