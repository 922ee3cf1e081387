import Basics
import Glibc

extension Model {
  /// The model of a text file.
  /// ```swift
  /// let model = try Model.reading("rota.dvt")
  /// ```
  /// - Throws: `InputError` for a file that cannot be read, or with the first line that is wrong.
  public static func reading(_ path: String) throws(InputError) -> Model {
    guard let file = fopen(path, "re") else { throw InputError(file: path, String(cString: strerror(errno))) }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while case let count = fread(&chunk, 1, chunk.count, file), count > 0 { bytes.append(contentsOf: chunk[..<count]) }
    if ferror(file) != 0 { throw InputError(file: path, String(cString: strerror(errno))) }
    return Model(try ModelReader.read(SourceText(name: path, bytes: bytes)))
  }
}
