import Glibc
import Processes

/// A Chromium of this machine, without a window.
struct Browser {
  /// The program; nil where there is none.
  static let program: String? = {
    let folders = (getenv("PATH").map { String(cString: $0) } ?? "").split(separator: ":")
    for name in ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"] {
      for folder in folders where access("\(folder)/\(name)", X_OK) == 0 { return "\(folder)/\(name)" }
    }
    return nil
  }()

  /// What the page has become once its script has run, and what the console says of it.
  struct Outcome {
    let document: String
    let console: [Substring]
  }

  /// - Parameter hash: behind the address, such as "#selftest".
  static func load(_ page: String, hash: String = "") throws -> Outcome {
    var template = Array("/tmp/dovetail-page-XXXXXX".utf8CString)
    let folder = template.withUnsafeMutableBufferPointer { String(cString: mkdtemp($0.baseAddress!)) }
    defer { _ = try? ChildProcess("rm", ["-rf", folder]).converse() }
    let path = folder + "/page.html"
    let file = fopen(path, "w")!
    fputs(page, file)
    fclose(file)
    let child = try ChildProcess(
      program ?? "chromium",
      [
        "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run",
        "--user-data-dir=\(folder)/profile", "--enable-logging=stderr", "--window-size=1280,800",
        "--virtual-time-budget=4000", "--timeout=60000", "--dump-dom", "file://\(path)\(hash)",
      ])
    let deadline = ContinuousClock.now + .seconds(120)
    let result = child.converse { ContinuousClock.now > deadline ? .kill : .goOn }
    return Outcome(
      document: String(decoding: result.output, as: UTF8.self),
      console: result.errorText.split(separator: "\n").filter { $0.contains("CONSOLE") })
  }
}
