import Pictures
import Race
import Solving

/// What `--plot` and `plot --output` write.
enum PlotFile {
  /// A page rather than a picture.
  static func isPage(_ path: String?) -> Bool { path?.lowercased().hasSuffix(".html") ?? false }
}

/// The page of a solve or of one solution.
struct SolvePage<P: Problem> {
  private let instance: P.Instance
  private let name: String
  private let scale: ObjectiveScale?

  /// - Parameter name: of the instance.
  init(_ problem: P.Type, _ instance: P.Instance, name: String) {
    self.instance = instance
    self.name = name
    scale = P.objectiveScale(of: instance)
  }

  /// A page of one solution, of which nothing but its objective is known.
  func html(of solution: P.Solution, _ objective: Objective) -> String {
    let words = "Objective \(NumberText.objective(objective, scale))"
    var page = PicturePage(
      title: name,
      steps: [PicturePage.Step(event: 0, words: words, picture: P.picture(of: solution, of: instance))])
    page.subtitle = P.name
    return page.html()
  }

  /// The page of a race.
  ///
  /// - Parameters:
  ///   - kept: some of its solutions.
  ///   - best: the last of them, as it is written elsewhere.
  ///   - isLate: whether no more pictures are to be drawn.
  func html(
    of kept: [KeptSolutions<P.Solution>.Kept], best: P.Solution, _ result: RaceResult<P.Solution>,
    isLate: () -> Bool
  ) -> String {
    let events = result.history
    let improvements = events.indices.filter { events[$0].kind == .solution }
    let candidates = kept.filter { improvements.indices.contains($0.number) }
    var pictures: [Int: String] = [:]
    var size = 0
    for place in Self.spreadingOrder(candidates.count) {
      if !pictures.isEmpty, isLate() || size >= SolvePageLimits.bytes { break }
      let isBest = place == candidates.count - 1
      let picture = P.picture(of: isBest ? best : candidates[place].solution, of: instance)
      if !pictures.isEmpty, size + picture.utf8.count > SolvePageLimits.bytes { break }
      size += picture.utf8.count
      pictures[place] = picture
    }
    let steps = pictures.sorted { $0.key < $1.key }.map { place, picture in
      let number = candidates[place].number
      let event = improvements[number]
      let words = words(of: events[event], number: number, of: improvements.count)
      return PicturePage.Step(event: event, words: words, picture: picture)
    }
    var page = PicturePage(title: name, steps: steps)
    page.subtitle = subtitle(of: result)
    page.history = events.map {
      PicturePage.Event(time: $0.time, objective: levels($0.objective), bound: levels($0.bound))
    }
    return page.html()
  }

  private func words(of event: Scoreboard<P.Solution>.Event, number: Int, of count: Int) -> String {
    let objective = NumberText.objective(event.objective, scale)
    let bound = event.bound.map { "bound \(NumberText.objective($0, scale)), gap \(NumberText.gap(event.gap))" }
    return "Improvement \(number + 1) of \(count): objective \(objective), \(bound ?? "no bound yet"), "
      + "after \(NumberText.seconds(event.time)), by \(event.source)"
  }

  private func subtitle(of result: RaceResult<P.Solution>) -> String {
    let bound = result.bound.map { ", bound \(NumberText.objective($0, scale))" } ?? ""
    return "\(P.name), \(result.status.rawValue): objective \(NumberText.objective(result.objective, scale))\(bound), "
      + "after \(NumberText.seconds(result.time))"
  }

  private func levels(_ objective: Objective?) -> [Double]? {
    guard let objective else { return nil }
    guard let scale else { return objective.levels.map(Double.init) }
    return [scale.rate(of: objective)]
  }

  /// All places, so that those up to any point are spread over the whole: the last, the first, and then middles.
  static func spreadingOrder(_ count: Int) -> [Int] {
    guard count > 1 else { return Array(0..<count) }
    var order = [count - 1, 0]
    var gaps = [(low: 0, high: count - 1)]
    while !gaps.isEmpty {
      var halves: [(low: Int, high: Int)] = []
      for gap in gaps where gap.high - gap.low > 1 {
        let middle = (gap.low + gap.high) / 2
        order.append(middle)
        halves += [(gap.low, middle), (middle, gap.high)]
      }
      gaps = halves
    }
    return order
  }
}

/// How much a page holds.
enum SolvePageLimits {
  static let pictures = 40
  /// Of all pictures together; a first one is there whatever its size.
  static let bytes = 24_000_000
}
