import Testing

@testable import VirtualMachines

@Suite struct VMCertificateTests {
  @Test func pricesProveTheBestFragmentAndNoneThatMovesCanImprove() throws {
    let worked = try VMSamples.worked()
    let file = try #require(VMRescheduling.proofFile(of: worked, fragment: 20))
    #expect(file.starts(with: Array("dovetail-proof 1\n".utf8) + [67, 5]))
    #expect(file.suffix(3) == [4, 0, 40])
    #expect(VMRescheduling.proofFile(of: worked, fragment: 36) == nil)
    var still = worked
    still.migrationLimit = 0
    #expect(VMRescheduling.proofFile(of: still, fragment: 36) != nil)
  }

  @Test func otherGoalsHaveNone() throws {
    var worked = try VMSamples.worked()
    worked.goal = .machines
    #expect(VMRescheduling.proofFile(of: worked, fragment: 2) == nil)
    let mixed = try VMSamples.worked().measuring([.init(size: 16), .init(size: 8)])
    #expect(VMRescheduling.proofFile(of: mixed, fragment: mixed.loss(of: mixed.homes)) == nil)
  }
}
