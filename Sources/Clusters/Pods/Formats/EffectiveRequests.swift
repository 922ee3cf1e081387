/// What a pod takes of its node, from its containers.
///
/// Ordinary containers run together; init containers run one after the other before them, and those that are sidecars
/// keep running. So by resource it is the larger of all that run together in the end and the largest moment of the
/// start; then what the pod as a whole requests takes the place of that, and the overhead is added.
enum EffectiveRequests {
  /// - Returns: by resource, cpu in millicores and everything else in units, each rounded up; a total that leaves 64
  ///   bits is cut to the largest integer.
  static func of(_ pod: KubernetesObjects.Pod) -> [String: Int] {
    let spec = pod.spec
    let statuses = (pod.status?.containerStatuses ?? []) + (pod.status?.initContainerStatuses ?? [])
    var total: [String: Int] = [:]
    let isRefused = pod.status?.isResizeInfeasible ?? false
    for container in spec.containers ?? [] { add(requests(of: container, statuses, isRefused), to: &total) }
    var sidecars: [String: Int] = [:]
    var start: [String: Int] = [:]
    for container in spec.initContainers ?? [] {
      let requests = requests(of: container, statuses, isRefused)
      var moment = sidecars
      add(requests, to: &moment)
      if container.isSidecar {
        add(requests, to: &total)
        sidecars = moment
      }
      start.merge(moment, uniquingKeysWith: max)
    }
    total.merge(start, uniquingKeysWith: max)
    // A limit without any request is one here too.
    for (name, amount) in amounts(spec.resources?.limits) where isPodLevel(name) && total[name] == nil {
      total[name] = amount
    }
    for (name, amount) in amounts(spec.resources?.requests) where isPodLevel(name) { total[name] = amount }
    add(amounts(spec.overhead), to: &total)
    return total
  }

  /// Resources that a pod can request as a whole.
  private static func isPodLevel(_ name: String) -> Bool {
    name == "cpu" || name == "memory" || name.hasPrefix("hugepages-")
  }

  /// A container's requests; where it is being resized, the most of what it asks for, was given and has, and without
  /// what it asks for where the kubelet has refused that. A limit without a request is one, as the API server sees to
  /// for pods that it has admitted.
  private static func requests(
    of container: KubernetesObjects.Container, _ statuses: [KubernetesObjects.ContainerStatus], _ isRefused: Bool
  ) -> [String: Int] {
    var result = amounts(container.resources?.requests)
    result.merge(amounts(container.resources?.limits)) { request, _ in request }
    guard let name = container.name, let status = statuses.first(where: { $0.name == name }) else { return result }
    if isRefused, status.allocatedResources != nil || status.resources?.requests != nil { result = [:] }
    result.merge(amounts(status.allocatedResources), uniquingKeysWith: max)
    result.merge(amounts(status.resources?.requests), uniquingKeysWith: max)
    return result
  }

  static func amounts(_ quantities: [String: Quantity]?) -> [String: Int] {
    guard let quantities else { return [:] }
    var result: [String: Int] = [:]
    for (name, quantity) in quantities { result[name] = name == "cpu" ? quantity.thousandths : quantity.units }
    return result
  }

  private static func add(_ amounts: [String: Int], to total: inout [String: Int]) {
    for (name, amount) in amounts {
      let (sum, overflows) = total[name, default: 0].addingReportingOverflow(amount)
      total[name] = overflows ? .max : sum
    }
  }
}
