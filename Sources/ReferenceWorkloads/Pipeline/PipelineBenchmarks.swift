import Speedgate

/// The nodes of a document-analysis pipeline, each with a latency budget on its 95th percentile.
///
/// Each sample is one iteration, so that percentiles are those of single calls.
enum PipelineBenchmarks {
  static var all: Benchmarks {
    BenchmarkBuilder.buildArray([text, detectors, graphs, checks])
  }

  @BenchmarkBuilder private static var text: Benchmarks {
    node("pipeline/sanitization") {
      let pieces = Document.current.bytes.pieces(of: 1024)
      return (pieces.count, { Sanitizer.sanitize(blackBox(pieces[$0])).count })
    }
    node("pipeline/plan_processing") {
      let paragraphs = Segmenter.paragraphs(of: Document.current.text)
      return (paragraphs.count, { PlanMetadata(blackBox(paragraphs[$0])).words })
    }
    node("pipeline/document_segmentation") {
      let pieces = Document.current.bytes.pieces(of: 1024)
        .map { String(decoding: $0, as: UTF8.self) }
      return (
        pieces.count,
        { piece in
          Segmenter.paragraphs(of: blackBox(pieces[piece])).reduce(0) {
            $0 + Segmenter.sentences(of: $1).count
          }
        }
      )
    }
    node("pipeline/embedding", breaker: "embedding") {
      let batches = sentences.pieces(of: Embedding.batchSize)
      return (batches.count, { Embedding.nearest(in: blackBox(batches[$0])).count })
    }
  }

  @BenchmarkBuilder private static var detectors: Benchmarks {
    node("pipeline/responsibility_detection", breaker: "responsibility_detection") {
      let input = sentences
      return (input.count, { ResponsibilityDetector.detect(in: blackBox(input[$0])).count })
    }
    node("pipeline/contradiction_detection", breaker: "contradiction_detection") {
      let statements = sentences.map { ContradictionDetector.Statement($0) }
      return (
        statements.count,
        { ContradictionDetector.contradictions(of: $0, in: blackBox(statements)).count }
      )
    }
    node("pipeline/monetary_detection") {
      let input = sentences
      return (input.count, { MonetaryDetector.detect(in: blackBox(input[$0])).count })
    }
    node("pipeline/feasibility_scoring") {
      let paragraphs = sentences.pieces(of: 5)
      return (paragraphs.count, { FeasibilityScore(blackBox(paragraphs[$0])).value })
    }
    node("pipeline/causal_detection", breaker: "causal_detection") {
      let input = sentences
      return (input.count, { CausalDetector.detect(in: blackBox(input[$0])).count })
    }
  }

  @BenchmarkBuilder private static var graphs: Benchmarks {
    node("pipeline/teoria_cambio", breaker: "teoria_cambio") {
      let graph = TheoryOfChange.layered(nodes: 160, seed: 3)
      return (graph.edges.count, { blackBox(graph).longestPath(from: $0) })
    }
    node("pipeline/dag_validation", breaker: "dag_validation") {
      (200, { DagValidation.sampleIsAcyclic(nodes: 24, seed: UInt64(blackBox($0))) })
    }
  }

  @BenchmarkBuilder private static var checks: Benchmarks {
    node("pipeline/contract_validation_routing") {
      let routing = ContractRouting(nodes: 11)
      let messages = (0..<1200).map { ContractRouting.message($0) }
      return (messages.count, { routing.route(blackBox(messages[$0])) ?? -1 })
    }
    node("pipeline/permutation_invariance") {
      let masses = TransportChecks.masses(count: 256)
      return (20, { TransportChecks.isInvariant(blackBox(masses), seed: UInt64($0)) })
    }
    node("pipeline/budget_monotonicity") {
      let matrix = TransportChecks.matrix(size: 128)
      return (matrix.count, { TransportChecks.isMonotonous(blackBox(matrix[$0])) })
    }
  }

  /// The document's sentences, found once a process.
  private static let sentences: [Sentence] = Segmenter.paragraphs(of: Document.current.text)
    .flatMap { Segmenter.sentences(of: $0) }.map { Sentence($0) }

  /// A node: so many slices of work, and what to do with each.
  ///
  /// - Parameter breaker: The circuit breaker that it goes through, where the real node may fail.
  private static func node<Result>(
    _ name: String, breaker: String? = nil,
    _ prepare: @escaping @Sendable () -> (Int, (Int) -> Result)
  ) -> Benchmark {
    Benchmark(name) { run in
      let (count, slice) = prepare()
      try run.measureSlices(
        name, count: count, breaker: breaker.map { run.breaker($0) }, slice)
    }
    .sampling(.perIteration)
  }
}

extension Array {
  /// The array in pieces of a size; the last may be shorter.
  func pieces(of size: Int) -> [ArraySlice<Element>] {
    stride(from: 0, to: count, by: size).map { self[$0..<Swift.min($0 + size, count)] }
  }
}
