import Basics
import Race

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

extension VMRescheduling {
  /// Local search by chains of moves: single moves, flips and returns home, swaps, cycles of three, and ejection chains
  /// whose last VM goes where it fits best.
  ///
  /// Targets come from the residue index: a node whose free cores leave at least what the VM takes beyond whole blocks
  /// loses no block when it comes, and one that they leave exactly is left without fragments. A chain is carried out,
  /// kept where the placement is valid and no worse (or worse by a little, the less the longer the search), and taken
  /// back otherwise.
  struct ChainSearch {
    private let state: ChainState
    private var random: RandomSource
    private var steps: [(vm: Int, from: Int)] = []
    private let movable: [Int]
    private(set) var best: (loss: Int, places: [Place])

    private static let longestChain = 4

    init(_ instance: Instance, from places: [Place], seed: UInt64) {
      state = ChainState(instance, places)
      random = RandomSource(seed: seed)
      movable = instance.virtualMachines.indices.filter {
        let vm = instance.virtualMachines[$0]
        return !vm.isFixed && (vm.size.cpu > 0 || vm.size.memory > 0)
      }
      best = (state.loss, places)
    }

    /// - Parameters:
    ///   - chains: how many are tried.
    ///   - onBetter: told of each better placement.
    mutating func run(chains: Int, shouldStop: () -> Bool, onBetter: (Int, [Place]) -> Void) {
      guard !movable.isEmpty, state.instance.migrationLimit > 0 else { return }
      let unit = Double(max(1, state.instance.measure.terms[0].size * state.instance.measure.factors[0]))
      for trial in 0..<chains {
        if trial & 127 == 0, shouldStop() { return }
        let heat = unit * 0.5 * (1 - Double(trial) / Double(chains))
        let before = state.loss
        steps.removeAll(keepingCapacity: true)
        guard makeChain(), isValid() else {
          takeBack()
          continue
        }
        let change = state.loss - before
        if change > 0, Double(change) > heat * -log1p(-random.unit()) {
          takeBack()
        } else if state.loss < best.loss {
          best = (state.loss, state.places)
          onBetter(best.loss, best.places)
        }
      }
    }

    private mutating func go(_ vm: Int, _ site: Int) {
      steps.append((vm, Int(state.site[vm])))
      state.move(vm, to: site)
    }

    private func takeBack() {
      for step in steps.reversed() { state.move(step.vm, to: step.from) }
    }

    private func isValid() -> Bool {
      state.moved <= state.instance.migrationLimit
        && steps.allSatisfy {
          state.isWithinCapacity(Int(state.site[$0.vm])) && state.isWithinCapacity($0.from) && state.isApart($0.vm)
        }
    }

    /// - Returns: false where the chain came to a dead end.
    private mutating func makeChain() -> Bool {
      var vm = movable[random.below(movable.count)]
      let origin = Int(state.site[vm])
      if origin != Int(state.home[vm]), random.below(3) == 0 {
        go(vm, Int(state.home[vm]))
        // The migration saved is for another one.
        if random.below(2) == 0 { return true }
        vm = movable[random.below(movable.count)]
      } else if state.moved >= state.instance.migrationLimit, Int(state.site[vm]) == Int(state.home[vm]) {
        // Somebody has to go home first.
        guard let away = anyoneAway() else { return false }
        go(away, Int(state.home[away]))
      }
      let start = Int(state.site[vm])
      for length in 1...Self.longestChain {
        guard let target = target(of: vm), target != Int(state.site[vm]) else { return false }
        go(vm, target)
        if state.isWithinCapacity(target), random.below(3) > 0 { return true }
        // Somebody there makes way: to where the chain began (a swap, a cycle), or on and on.
        guard let evicted = state.resident(of: target, &random), evicted != vm else { return false }
        if length > 1 || random.below(2) == 0 {
          guard state.width(evicted) == state.width(vm) else { return false }
          go(evicted, start)
          return true
        }
        vm = evicted
      }
      return true
    }

    private mutating func anyoneAway() -> Int? {
      for _ in 0..<200 {
        let vm = movable[random.below(movable.count)]
        if state.site[vm] != state.home[vm] { return vm }
      }
      return nil
    }

    /// A site for `vm`: one that its arrival costs no block, the better the fit the likelier.
    private mutating func target(of vm: Int) -> Int? {
      let need = state.shareCPU[vm] % state.modulus
      var node: Int?
      for _ in 0..<6 {
        let spare = random.below(4) == 0 ? random.below(state.modulus) : 0
        let residue = need + spare < state.modulus ? need + spare : random.below(state.modulus)
        node = state.node(withResidue: residue, &random)
        if node != nil { break }
      }
      guard let node else { return nil }
      return state.site(of: vm, with: node, &random)
    }
  }

  /// Runs `ChainSearch` again and again, from the best solution known.
  struct ChainStrategy: Strategy {
    static let heuristicName = "local-search"
    var name: String { Self.heuristicName }
    private let instance: Instance
    private let seed: UInt64
    /// Rounds; nil for no limit.
    private let rounds: Int?

    init(_ instance: Instance, seed: UInt64, rounds: Int? = nil) {
      self.instance = instance
      self.seed = seed
      self.rounds = rounds
    }

    func run(on scoreboard: Scoreboard<Solution>) {
      guard case .fragments = instance.goal else { return }
      var round = 0
      while !scoreboard.shouldStop, round < rounds ?? Int.max {
        let start = scoreboard.best?.solution.places(in: instance) ?? instance.homes
        var search = ChainSearch(instance, from: start, seed: seed &+ UInt64(round))
        search.run(
          chains: min(20_000 << min(round, 8), 4_000_000), shouldStop: { scoreboard.shouldStop },
          onBetter: { loss, places in
            if loss < scoreboard.bestObjective { scoreboard.offer(Solution(places, of: instance), from: name) }
          })
        round += 1
      }
    }
  }
}
