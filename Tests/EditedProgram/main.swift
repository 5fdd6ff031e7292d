// swift-format-ignore-file
import CTables

edited_begin()
for name in CommandLine.arguments.dropFirst() {
  guard let benchmark = benchmarks.first(where: { $0.name == name }) else { continue }
  edited_print(benchmark.name, benchmark.body())
}
