import Basics
import Solving

extension Workflow {
  /// What the text files of DS3 say: jobs of named tasks, and a platform with the time of each name on each cluster.
  ///
  /// A file has jobs, or a platform, or both one after the other.
  public struct ChipText: Sendable {
    /// A graph of named tasks.
    public struct Graph: Sendable {
      /// As the file calls it.
      public var name: String
      var tasks: [Task] = []
      var arcs: [Arc] = []
      let place: LinePlace

      struct Task: Sendable {
        let name: String
        let line: Int
      }
    }

    struct Cluster: Sendable {
      let name: String
      let number: Int
      let size: Int
      let runsTasks: Bool
      var times: [String: Int] = [:]
    }

    struct Rate: Sendable {
      let clusters: [Int]
      let value: Double
      let place: LinePlace
    }

    /// In the order of the file.
    public internal(set) var jobs: [Graph] = []
    var clusters: [Cluster] = []
    var rates: [Rate] = []
    var ownRate: Double?

    /// Whether the text says what runs the tasks.
    public var hasPlatform: Bool { !clusters.isEmpty }

    /// - Throws: the first line that is not of the format.
    public init(_ source: SourceText) throws(InputError) {
      var reader = ChipReader(source)
      try reader.read()
      self = reader.text
    }

    init() {}

    /// The instance of these jobs on the platform of `platform`.
    ///
    /// - Parameters:
    ///   - jobs: each with the time at which it comes.
    ///   - name: of the instance.
    ///   - platform: a text with one.
    ///   - file: what errors name that are about no line.
    public static func instance(
      of jobs: [(graph: Graph, release: Int)], named name: String, on platform: ChipText, file: String
    ) throws(InputError) -> Instance {
      let clusters = platform.clusters.filter(\.runsTasks)
      var tasks: [Workflow.Task] = []
      var arcs: [Arc] = []
      var places: [LinePlace] = []
      for (number, job) in jobs.enumerated() {
        let first = tasks.count
        for task in job.graph.tasks {
          let place = LinePlace(file: job.graph.place.file, line: task.line)
          let durations = clusters.map { $0.times[task.name] }
          guard durations.contains(where: { $0 != nil }) else {
            throw place.error(
              expected: "a task that an element of the platform can run", found: TokenReader.shown(task.name))
          }
          tasks.append(Workflow.Task(name: task.name, job: number, durations: durations))
          places.append(place)
        }
        arcs += job.graph.arcs.map { Arc(from: first + $0.from, to: first + $0.to, volume: $0.volume) }
      }
      let transfers = try platform.transfers(between: clusters)
      do {
        return try Instance(
          name: name,
          platform: Platform(clusters: clusters.map { .init(name: $0.name, size: $0.size) }, transfers: transfers),
          jobs: jobs.map { Job(name: $0.graph.name, release: $0.release) }, tasks: tasks, arcs: arcs)
      } catch {
        if case .item(let task) = error.place { throw places[task].error(error.description) }
        throw InputError(file: file, error.description)
      }
    }

    /// A pair without a line has the bandwidth 1, and so has an element to itself.
    private func transfers(between clusters: [Cluster]) throws(InputError) -> Transfers {
      var transfers = Transfers.uniform(1, clusters: clusters.count)
      transfers.ownBandwidth = ownRate ?? 1
      for rate in rates {
        let places = rate.clusters.map { number in clusters.firstIndex { $0.number == number } }
        guard let source = places[0], let target = places[1] else { continue }
        guard rate.value > 0 else { throw rate.place.error(expected: "a bandwidth above 0", found: "0") }
        transfers.bandwidth[source][target] = rate.value
        transfers.bandwidth[target][source] = rate.value
      }
      return transfers
    }
  }
}
