import Testing

@testable import Workflows

@Suite struct ClassicGraphTests {
}
