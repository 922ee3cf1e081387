import Foundation
import GRDB

extension CampaignStore {
  /// The job that was submitted and whose results have not been taken yet.
  func submission() throws(BenchError) -> SlurmCampaign.Submission? {
    try read { connection in
      guard let text = try String.fetchOne(connection, sql: "SELECT submission FROM campaign") else { return nil }
      return try JSONDecoder().decode(SlurmCampaign.Submission.self, from: Data(text.utf8))
    }
  }

  func keep(_ submission: SlurmCampaign.Submission?) throws(BenchError) {
    try write { connection in
      let text = try submission.map { String(decoding: try JSONEncoder().encode($0), as: UTF8.self) }
      try connection.execute(sql: "UPDATE campaign SET submission = ?", arguments: [text])
    }
  }
}
