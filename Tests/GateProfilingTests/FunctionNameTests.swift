import GateProfiling
import Testing

/// What a linker's name is called in the sources.
@Suite struct FunctionNameTests {
  @Test(arguments: [
    ("$s4Shop4CartV3add_5countSiSS_SitF", "Cart.add(_:count:)"),
    ("$s4Shop4CartV5totalSivg", "Cart.total.getter"),
    ("$s4Shop4sumsyS2aySiGF", "sums(_:)"),
    ("$sSa4ShopSiRszlE5totalSiyF", "Array.total()"),
    ("$s4Shop4CartV5totalSivgSiSiXEfU_", "closure #1 in Cart.total.getter"),
    ("$s4Shop4sumsyS2aySiGFTf4g_n", "sums(_:)"),
    ("$s4Shop4sumsyS2aySiGF.resume.0", "sums(_:)"),
    ("_ZN4shop4Cart3addEi", "shop::Cart::add"), ("shop_add.isra.0", "shop_add"),
  ])
  func `a function of the suite's own has the name that the sources give it`(
    symbol: String, readable: String
  ) {
    let name = FunctionName(symbol, isInProgram: true)
    #expect(name.readable == readable)
    #expect(name.isOwn)
    #expect(name.symbol == symbol)
  }

  @Test(arguments: [
    "swift_retain", "malloc", "$sSa6appendyyxnF", "$s10Foundation4DataV5countSivg",
    "$s9Speedgate12BenchmarkRunC9nextBatchSiyF", "_ZN5swift10HeapObject3getEv", "memmove",
    "$s4Shop4CartVMa", "$s4Shop4CartVWOb", "$sSa6appendyyxnFSi_Tg5",
  ])
  func `the runtime, libraries, the harness and the compiler's helpers are not the suite's own`(
    symbol: String
  ) {
    #expect(!FunctionName(symbol, isInProgram: true).isOwn)
  }

  @Test func `a function of C is the suite's own only in its program`() {
    #expect(FunctionName("shop_add", isInProgram: true).isOwn)
    #expect(!FunctionName("shop_add", isInProgram: false).isOwn)
  }

  @Test func `clones of one function have one key, and overloads have not`() {
    func key(_ symbol: String) -> String { FunctionName(symbol, isInProgram: true).key }
    #expect(key("$s4Shop4sumsyS2aySiGFTf4g_n") == key("$s4Shop4sumsyS2aySiGF"))
    #expect(key("$s4Shop4sumsyS2aySiGF") != key("$s4Shop4sumsyS2aySdGF"))
  }
}
