import Telemetry
import Testing

@Suite("Measurements in Prometheus' text format")
struct MetricsTests {
  private let requests = Metrics.Family(name: "requests_total", kind: .counter, help: "Requests.")
  private let seconds = Metrics.Family(name: "seconds", kind: .histogram, help: "Times.", buckets: [0.1, 1])

  @Test("counters add up by label, and special characters of labels are escaped")
  func counters() {
    let metrics = Metrics()
    metrics.count(requests, ["path": "a\"b\\c\nd"])
    metrics.count(requests, ["path": "a\"b\\c\nd"], by: 2)
    #expect(
      metrics.exposition == """
        # HELP requests_total Requests.
        # TYPE requests_total counter
        requests_total{path="a\\"b\\\\c\\nd"} 3

        """)
  }

  @Test("the buckets of a histogram are cumulative, and the last holds all")
  func histogram() {
    let metrics = Metrics()
    for value in [0.1, 0.5, 7] { metrics.observe(seconds, value) }
    #expect(
      metrics.exposition == """
        # HELP seconds Times.
        # TYPE seconds histogram
        seconds_bucket{le="0.1"} 1
        seconds_bucket{le="1"} 2
        seconds_bucket{le="+Inf"} 3
        seconds_sum 7.6
        seconds_count 3

        """)
  }
}
