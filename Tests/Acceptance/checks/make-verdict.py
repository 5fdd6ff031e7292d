"""Makes the verdict of a large suite: make-verdict.py FILE COUNT. Every benchmark has a comparison, a budget and figures."""

import json
import random
import sys


def main():
    path, count = sys.argv[1], int(sys.argv[2])
    numbers = random.Random(7)
    names = [f"group{place % 40}/operation{place // 40}{{n={10 ** (place % 4)}}}" for place in range(count)]
    findings, measurements = [], []
    for place, name in enumerate(names):
        before = numbers.lognormvariate(13, 2)
        status = "regressed" if place < count // 20 else "unproven" if place < count // 10 else "passed"
        ratio = numbers.uniform(1.1, 1.4) if status == "regressed" else numbers.uniform(0.97, 1.03)
        after = before * ratio
        change = {"ratio": ratio, "low": ratio * 0.99, "high": ratio * 1.01, "confidence": 0.95, "tolerance": 0.05}
        severity = {"severity": "minor"} if status == "regressed" else {}
        findings.append({
            **severity, "benchmark": name, "rule": "regression", "metric": "wall_time", "statistic": "median", "unit": "ns",
            "direction": "lower_is_better", "status": status, "value": after, "baseline_value": before,
            "change": change, "evidence": {"kind": "paired", "launches": 14, "samples": 112}, "notes": [],
            "message": "wall_time changed"})
        findings.append({
            "benchmark": name, "rule": "budget", "metric": "wall_time", "statistic": "p95", "unit": "ns",
            "direction": "lower_is_better", "status": "passed", "value": after * 1.1,
            "budget": {"bound": "ceiling", "budget": after * 1.5, "tolerance": 0.1, "limit": after * 1.65,
                       "margin": 0.37, "low": after * 1.05, "high": after * 1.15, "confidence": 0.95,
                       "source": f"budgets/large.json5:{place + 3}"},
            "evidence": {"kind": "observed", "launches": 14, "samples": 112}, "notes": [],
            "message": "p95 of wall_time is within its budget"})
        measurements.append({
            "benchmark": name, "metric": "wall_time", "unit": "ns", "direction": "lower_is_better", "samples": 112,
            "launches": 14, "min": after * 0.9, "mean": after * 1.02, "median": after, "p95": after * 1.1,
            "p99": after * 1.2, "max": after * 1.4})
    order = {"regressed": 0, "unproven": 1, "passed": 2}
    findings.sort(key=lambda finding: order[finding["status"]])
    time = "2026-11-21T10:00:00Z"
    environment = {
        "os": "linux", "kernel": "6.1", "arch": "x86_64", "processor": "any", "processor_count": 2,
        "memory_bytes": 8_000_000_000, "compiler": "Swift 6.3", "build_configuration": "release",
        "harness_version": "0.1.0"}
    verdict = {
        "schema": "speedgate.verdict/1", "outcome": "fail", "strict": False, "checked_at": time,
        "run": {
            "run_id": "01KBJ0000000000000000LARGE", "status": "success", "started_at": time, "duration_ms": 600_000,
            "benchmarks": count,
            "suite": {"name": "large-suite", "commit": "fedcba98", "branch": "faster"}, "environment": environment,
            "settings": {"profile": "standard", "seed": 7, "command": ["speedgate-bench", "run"]}},
        "baseline": {
            "run_id": "01KBH0000000000000000LARGE", "suite": {"name": "large-suite", "commit": "4f2c1aa9", "branch": "main"},
            "started_at": time, "run_count": 3, "same_environment": True, "paired": True},
        "policy": {"suite_false_alarm_rate": 0.01, "miss_rate": 0.05, "within_tolerance_rate": 0.05, "comparison_count": count},
        "accounting": {
            "compared": count, "accepted": 0, "removed": 0, "new": 0, "vanished": 0, "changed": 0, "without_rule": 0, "blind": 0,
            "limits": count},
        "attention": {"unused_rules": 0, "remarks": 0},
        "findings": findings, "measurements": measurements, "warnings": []}
    with open(path, "w") as file:
        json.dump(verdict, file)


main()
