"""Makes package-benchmark.json after the sources of the Swift `benchmark` package.

The values are recorded the way HdrHistogram records them (find the bucket of a value, then the slot
in it), which is the opposite way round from how the importer reads them.
"""

import json
import pathlib


def histogram(values, digits=3, highest=1_000_000_000):
    sub_bucket_count_magnitude = (2 * 10**digits - 1).bit_length()
    half_magnitude = sub_bucket_count_magnitude - 1
    half = 1 << half_magnitude
    mask = 2 * half - 1
    buckets = 1
    while (2 * half << (buckets - 1)) <= highest:
        buckets += 1
    counts = [0] * ((buckets + 1) * half)
    for value in values:
        bucket = (value | mask).bit_length() - sub_bucket_count_magnitude
        counts[((bucket + 1) << half_magnitude) + (value >> bucket) - half] += 1
    while counts and counts[-1] == 0:
        counts.pop()
    return {
        "lowestDiscernibleValue": 1,
        "highestTrackableValue": highest,
        "bucketCount": buckets,
        "subBucketMask": mask,
        "maxValue": max(values),
        "minNonZeroValue": min(value for value in values if value),
        "counts": counts,
        "_totalCount": len(values),
        "numberOfSignificantValueDigits": digits,
        "autoResize": True,
        "subBucketHalfCountMagnitude": half_magnitude,
        "leadingZeroCountBase": 64 - sub_bucket_count_magnitude,
        "unitMagnitude": 0,
    }


def result(metric, values, scaling=1, units="nanoseconds", larger=False, tags=None):
    return {
        "metric": metric,
        "timeUnits": units,
        "scalingFactor": scaling,
        "warmupIterations": 1,
        "tags": tags or {},
        "statistics": {
            "prefersLarger": larger,
            "timeUnits": 0,
            "histogram": histogram(values),
            "_cachedPercentiles": [],
            "_cacheUnits": 0,
            "_cachedPercentilesHistogramCount": 0,
        },
    }


custom = {
    "custom": {
        "_0": "Hit rate", "polarity": {"prefersLarger": {}}, "useScalingFactor": False
    }
}
baseline = {
    "baselineName": "main",
    "machine": {
        "hostname": "host",
        "processors": 8,
        "processorType": "x86_64",
        "memory": 32,
        "kernelVersion": "Linux 6.1",
    },
    "results": [
        {"target": "Orders", "name": "Parse"},
        [
            result({"wallClock": {}}, [1_500_000, 1_600_000, 1_500_000, 2_750_000], scaling=1000),
            result({"mallocCountTotal": {}}, [7000, 7000, 7000], scaling=1000),
            result({"peakMemoryResident": {}}, [9_437_184], scaling=1000),
            result({"throughput": {}}, [666, 625], scaling=1000, larger=True),
            result(custom, [97, 98], scaling=1000, larger=True),
        ],
        {"target": "Orders", "name": "Sort"},
        [result({"wallClock": {}}, [900, 2047, 2048, 5000], tags={"n": "100"})],
    ],
}
path = pathlib.Path(__file__).with_name("package-benchmark.json")
path.write_text(json.dumps(baseline, separators=(",", ":")) + "\n")
