import Basics

extension PodPacking {
  /// A cluster with the pods of manifests that nobody has applied yet, which wait for a place.
  ///
  /// - Returns: with the names of those pods, "namespace/name".
  /// - Throws: the first place where a text is none of the formats.
  public static func snapshot(
    from cluster: SourceText, adding manifests: SourceText
  ) throws(InputError) -> (snapshot: ClusterSnapshot, added: Set<String>) {
    let before = try snapshot(from: cluster)
    let known = Set(before.pods.map(\.label))
    var combined = before
    if let text = try objects(cluster), let more = try objects(manifests) {
      // Priority classes and namespaces of the cluster count for the manifests too.
      let joined = SourceText(name: cluster.name, bytes: text.bytes + [UInt8(ascii: "\n")] + more.bytes)
      combined = try snapshot(from: joined)
    } else {
      let more = try snapshot(from: manifests)
      combined.pods += more.pods.filter { !known.contains($0.label) }
      combined.podGroups += more.podGroups
      combined.disruptionBudgets += more.disruptionBudgets
      combined.warnings += more.warnings
    }
    return (combined, Set(combined.pods.map(\.label)).subtracting(known))
  }

  /// The text as JSON objects of Kubernetes; nil where it is another format.
  private static func objects(_ source: SourceText) throws(InputError) -> SourceText? {
    let first = source.firstByte
    if first == UInt8(ascii: "{") || first == UInt8(ascii: "[") { return source.contains("\"kind\"") ? source : nil }
    return YAMLDocuments.recognises(source) ? try YAMLDocuments.json(of: source) : nil
  }
}
