import Basics

/// Large neighbourhood search over runs: takes the runs of a part of the program out of fast memory, and fills it again
/// in another order.
///
/// What is ruined lies close together in time, since only that competes; units are refilled in a noisy order of profit
/// at the prices given, which tell what an instruction's bytes are worth to all others, and some are passed over at
/// first. A worse state is kept as long as it is within a margin of the best, which shrinks and is widened again.
/// - Source: Schrimpf et al. 2000, "Record breaking optimization results using the ruin and recreate principle"; passing
///   over ("blinks") is that of Christiaens, Vanden Berghe 2020, "Slack induction by string removals for vehicle routing
///   problems".
struct RuinRecreate: ~Copyable {
  private(set) var state: LayerState
  private(set) var best: Int
  private var finder = RunFinder()
  private var random: RandomSource
  private var ruined = Buffer<Int32>()
  private var candidates = Buffer<Ranked>()
  private let mark: Buffer<Int32>
  /// Units by the instruction of each event, to find those of a time window.
  private let eventsByTime: Buffer<Int32>
  private var iteration: Int32 = 0
  /// Value that the current state may lack to the best one, as a share of it.
  private var margin = 0.0

  struct Ranked: BitwiseCopyable {
    let unit: Int32
    let rank: Double
  }

  private static let widestMargin = 0.003
  private static let coolingPeriod: Int32 = 4000
  /// How many of the units in a hundred are passed over at first, and how many may only make runs of one or two events,
  /// which leaves room for others in between.
  private static let (blinkPercent, shortPercent) = (40, 10)

  init(_ start: consuming LayerState, seed: UInt64) {
    let units = start.units
    best = start.value
    random = RandomSource(seed: seed)
    mark = Buffer(repeating: 0, count: units.unitCount)
    eventsByTime = Buffer(
      (0..<units.events.count).sorted { (units.events[$0].time, $0) < (units.events[$1].time, $1) }.map(Int32.init))
    state = start
  }

  /// One ruin and recreation.
  ///
  /// - Returns: whether the state is the best so far.
  mutating func step(_ prices: borrowing Prices) -> Bool {
    iteration &+= 1
    margin = Self.widestMargin * (1 - Double(iteration % Self.coolingPeriod) / Double(Self.coolingPeriod))
    let before = state.value
    state.commit()
    collect(prices)
    let weight = random.below(4) == 0 ? random.unit() : 0.7 + 0.5 * random.unit()
    let effort = random.below(4)
    finder.moving = effort == 0 ? .none : effort == 1 ? .searching : .repacking
    let fit: GapFinder.Fit = random.below(2) == 0 ? .lowest : .tightest
    for index in 0..<candidates.count where random.below(100) >= Self.blinkPercent {
      let limit = random.below(100) < Self.shortPercent ? 1 + random.below(2) : Int.max
      finder.fill(Int(candidates[index].unit), prices, weight: weight, lengthLimit: limit, fit, &state)
    }
    // Who was passed over comes now, and what is worth less than others would pay may be in as long as nobody comes.
    for index in 0..<candidates.count { finder.fill(Int(candidates[index].unit), prices, weight: 0, fit, &state) }
    if state.value > best {
      best = state.value
      return true
    }
    if state.value < before, Double(best - state.value) > margin * Double(best) { state.rollBack() }
    return false
  }

  /// Ruins a window of time, and ranks the units that have something to gain there.
  private mutating func collect(_ prices: borrowing Prices) {
    let units = state.units
    let events = units.events.count
    let share = random.below(8) == 0 ? 0.6 : 0.25
    // Few events in large programs, a good part of small ones.
    let width = max(2, min(events, 4 + random.below(1 + min(60, Int(Double(events) * share)))))
    let from = random.below(events)
    let low = units.events[eventsByTime[max(0, from - width / 2)]].time
    let high = units.events[eventsByTime[min(events - 1, from + width / 2)]].time
    let keeping = random.below(3) == 0 ? 0 : random.below(50)
    ruined.removeAll()
    for index in 0..<state.active.count {
      let run = state.runs[state.active[index]]
      if run.start <= high, run.finish >= low, random.below(100) >= keeping { ruined.append(run.first) }
    }
    candidates.removeAll()
    for index in 0..<ruined.count {
      add(units.unitOfEvent[ruined[index]])
      state.remove(ruined[index])
    }
    for index in max(0, from - width / 2)...min(events - 1, from + width / 2) {
      add(units.unitOfEvent[eventsByTime[index]])
    }
    let noise = random.below(3) == 0 ? 2.0 : 0.5
    var kept = 0
    for index in 0..<candidates.count {
      let unit = candidates[index].unit
      let candidate = finder.best(of: Int(unit), prices, weight: 0, state)
      guard candidate.first >= 0 else { continue }
      let cost = prices.ofHolding(candidate.size, from: candidate.start, to: candidate.finish)
      let rank = candidate.profit / (cost + 1e-9) * (1 + noise * random.unit())
      candidates[kept] = Ranked(unit: unit, rank: rank)
      kept += 1
    }
    candidates.truncate(to: kept)
    candidates.withElements {
      var ranked = $0
      ranked.sort { $1.rank < $0.rank }
    }
  }

  private mutating func add(_ unit: Int32) {
    guard mark[unit] != iteration else { return }
    mark[unit] = iteration
    candidates.append(Ranked(unit: unit, rank: 0))
  }
}
