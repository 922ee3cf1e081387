/// Names of a campaign's instances that tell them apart.
///
/// An instance is a name, that of its file without the extension, and the content under it: the same content under one
/// name is one instance, in whatever folder it lies, and under two names it is two. Where several contents share a name,
/// each is shown with its extension and, where that is not enough, with as many folders as it takes.
enum InstanceNames {
  static func distinct(_ instances: [InstanceFile]) -> [InstanceFile] {
    var result = instances
    for (_, places) in Dictionary(grouping: instances.indices, by: { instances[$0].key }) where places.count > 1 {
      let paths = places.map { instances[$0].path.split(separator: "/").map(String.init) }
      let folders = paths.map { $0.dropLast() }
      let longest = paths.map(\.count).max() ?? 1
      let length =
        (1...longest).first { length in Set(paths.map { $0.suffix(length) }).count == paths.count } ?? longest
      for (place, path) in zip(places, paths) {
        result[place].name = path.suffix(length).joined(separator: "/")
        let sharers = folders.count { $0 == path.dropLast() }
        result[place].namesakes = sharers > 1 ? .beside : .elsewhere
      }
    }
    return result
  }
}
