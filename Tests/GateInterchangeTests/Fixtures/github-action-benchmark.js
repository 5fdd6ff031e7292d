window.BENCHMARK_DATA = {
  "lastUpdate": 1767405600000,
  "repoUrl": "https://example.org/shapes",
  "entries": {
    "Rust": [
      {
        "commit": {
          "author": { "email": "ada@example.org", "name": "Ada", "username": "ada" },
          "committer": { "email": "ada@example.org", "name": "Ada", "username": "ada" },
          "distinct": true,
          "id": "1111111111111111111111111111111111111111",
          "message": "Add shapes\n\nwindow.x = {};",
          "timestamp": "2026-01-01T00:30:00+02:00",
          "tree_id": "2222222222222222222222222222222222222222",
          "url": "https://example.org/shapes/commit/1111111"
        },
        "date": 1767225600000,
        "tool": "cargo",
        "benches": [
          { "name": "tests::join", "value": 1210, "range": "± 12", "unit": "ns/iter" },
          { "name": "tests::join", "value": 75, "range": "± 3", "unit": "ns/iter" }
        ]
      },
      {
        "commit": { "id": "3333333333333333333333333333333333333333", "timestamp": "2026-01-02T00:00:00Z" },
        "date": 1767312000000,
        "tool": "cargo",
        "benches": [
          { "name": "tests::join", "value": "1230.5", "range": "± 14", "unit": "ns/iter" },
          { "name": "tests::join", "value": 76, "unit": "ns/iter" },
          { "name": "tests::odd", "value": null, "unit": "ns/iter" }
        ]
      }
    ],
    "Go": [
      {
        "commit": { "id": "3333333333333333333333333333333333333333", "timestamp": "2026-01-02T00:00:00Z" },
        "date": 1767312060000,
        "tool": "go",
        "benches": [
          { "name": "BenchmarkSort/n=100", "value": 5210, "unit": "ns/op\t     896 B/op\t       2 allocs/op", "extra": "20000 times\n8 procs" },
          { "name": "BenchmarkJoin (example.org/text)", "value": 64, "unit": "ns/op", "extra": "100 times" },
          { "name": "BenchmarkJoin (example.org/text) - B/op", "value": 0, "unit": "B/op", "extra": "100 times" },
          { "name": "BenchmarkJoin (example.org/text) - MB/s", "value": 512.5, "unit": "MB/s", "extra": "100 times" }
        ]
      }
    ],
    "Python": [
      {
        "commit": { "id": "3333333333333333333333333333333333333333" },
        "date": 1767312120000,
        "tool": "pytest",
        "benches": [
          { "name": "test_orders.py::test_total", "value": 4000, "range": "stddev: 0.00001", "unit": "iter/sec", "extra": "mean: 250 usec\nrounds: 40" }
        ]
      }
    ],
    "Custom": [
      {
        "commit": { "id": "3333333333333333333333333333333333333333" },
        "date": 1767312180000,
        "tool": "customBiggerIsBetter",
        "benches": [
          { "name": "coverage", "value": 0, "unit": "Percent" },
          { "name": "requests", "value": 250, "unit": "req/s" }
        ]
      }
    ]
  }
}
