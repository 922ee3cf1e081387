import Foundation

/// Draws the best solution of each instance with `dovetail plot`.
public struct PictureMaker: Sendable {
  let store: CampaignStore
  let solver: Solver

  public init(_ store: CampaignStore, solver: Solver) {
    self.store = store
    self.solver = solver
  }

  /// - Parameter folder: is made; gets a file an instance.
  /// - Returns: file names by instance; an instance without a kept solution, or that cannot be drawn, has none.
  public func draw(_ campaign: Campaign, into folder: String) throws(BenchError) -> [Int: String] {
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    } catch {
      throw BenchError(.writeError, "\(folder): \(error.localizedDescription)")
    }
    var best: [Int: Campaign.Run] = [:]
    for run in campaign.runs where !campaign.variants[run.variant].changesQuestion {
      guard let objective = run.record.objective else { continue }
      if best[run.instance].map({ objective < $0.record.objective! }) ?? true { best[run.instance] = run }
    }
    var pictures: [Int: String] = [:]
    for (instance, run) in best.sorted(by: { $0.key < $1.key }) {
      guard let solution = try store.solution(of: run.task) else { continue }
      let file =
        campaign.instances[instance].name.replacingOccurrences(of: "#", with: "-")
        .replacingOccurrences(of: "/", with: "-") + "-\(instance + 1).svg"
      let source = "\(folder)/solution.json"
      guard FileManager.default.createFile(atPath: source, contents: Data(solution.utf8)) else {
        throw BenchError(.writeError, "\(source): cannot be written")
      }
      let words = ["plot", campaign.instances[instance].path, source, "--output", "\(folder)/\(file)"]
      if try Subprocess.run(solver.program, words).status == 0 { pictures[instance] = file }
      try? FileManager.default.removeItem(atPath: source)
    }
    return pictures
  }
}
