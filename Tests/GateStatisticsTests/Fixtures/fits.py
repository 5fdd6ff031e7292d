"""Writes fits.json beside this file: values of SciPy that the Swift code is held to.

Run with: python3 fits.py   (SciPy 1.17.1 and NumPy 2.4.6 wrote the committed file)
"""

import json
import math
import pathlib

import numpy as np
from scipy import optimize, stats

CLASSES = {
    "O(1)": lambda n: np.ones_like(n),
    "O(log n)": np.log,
    "O(n)": lambda n: n,
    "O(n log n)": lambda n: n * np.log(n),
    "O(n²)": lambda n: n**2,
    "O(n³)": lambda n: n**3,
}


def fit(name, sizes, costs):
    """The least squares of relative errors with parts that are not negative."""
    growing = CLASSES[name](sizes)
    columns = [1 / costs] if name == "O(1)" else [1 / costs, growing / costs]
    scale = [np.linalg.norm(column) for column in columns]
    matrix = np.column_stack([column / size for column, size in zip(columns, scale)])
    parts, _ = optimize.nnls(matrix, np.ones_like(costs))
    parts = [float(part / size) for part, size in zip(parts, scale)] + [0.0]
    error = 1 - (parts[0] + parts[1] * (0 if name == "O(1)" else growing)) / costs
    # Without errors there is nothing that an interval could be made of.
    has_errors = np.sqrt(np.mean(error**2)) > 1e-6
    low, high = interval(name, sizes, costs, parts, 10 * sizes[-1]) if has_errors else (None, None)
    return {
        "low": low,
        "high": high,
        "complexity": name,
        "fixed": parts[0],
        "factor": parts[1],
        "error": float(np.sqrt(np.mean(error**2))),
    }


def interval(name, sizes, costs, parts, size):
    """The prediction interval at 95 % beyond the sizes, of the parts that are not zero."""
    growing = CLASSES[name]
    used = [part for part in (0, 1) if parts[part] > 0]

    def cost(n, *values):
        both = dict(zip(used, values))
        return both.get(0, 0.0) * np.ones_like(n) + both.get(1, 0.0) * growing(n)

    start = [parts[part] for part in used]
    scale = np.array(start)
    values, covariance = optimize.curve_fit(
        lambda n, *x: cost(n, *(scale * np.array(x))), sizes, costs, p0=np.ones(len(used)), sigma=costs
    )
    at = np.array([size])
    row = np.array([cost(at, *(scale * unit))[0] for unit in np.eye(len(used))])
    free = len(sizes) - len(used)
    centre = cost(at, *(scale * values))[0]
    errors = (costs - cost(sizes, *(scale * values))) / costs
    variance = row @ covariance @ row + np.sum(errors**2) / free * centre**2
    reach = stats.t.ppf(0.975, free) * math.sqrt(variance)
    return max(0.0, float(centre - reach)), float(centre + reach)


random = np.random.default_rng(20261121)
series = []
for name, growth in CLASSES.items():
    for sizes in ([100, 1000, 10000, 100000], [2, 4, 8, 16, 32, 64, 128], [10, 20, 30, 40, 50]):
        for share, noise in ((0, 0.0), (0.5, 0.01)):
            n = np.array(sizes, dtype=float)
            fixed = share * 3.5 * growth(n)[0]
            costs = (fixed + 3.5 * growth(n)) * np.exp(noise * random.standard_normal(len(n)))
            series.append(
                {
                    "truth": name,
                    "sizes": [float(x) for x in n],
                    "costs": [float(x) for x in costs],
                    "fits": [fit(other, n, costs) for other in CLASSES],
                }
            )

ratios = []
for above, below, spread in ((2, 2, 0.01), (3, 8, 0.05), (12, 5, 0.3), (20, 20, 0.001)):
    top = np.exp(math.log(120) + spread * random.standard_normal(above))
    bottom = np.exp(math.log(40) + 2 * spread * random.standard_normal(below))
    interval = stats.ttest_ind(np.log(top), np.log(bottom), equal_var=False).confidence_interval(0.9)
    ratios.append(
        {
            "numerator": [float(x) for x in top],
            "denominator": [float(x) for x in bottom],
            "ratio": float(np.exp(np.log(top).mean() - np.log(bottom).mean())),
            "low": float(np.exp(interval.low)),
            "high": float(np.exp(interval.high)),
        }
    )

def slope(sizes, costs):
    return stats.linregress(np.log(sizes), np.log(costs)).slope


random = np.random.default_rng(20261127)
exponents = []
for sizes, pairs, noise, rise in (
    ([100, 1000, 10000], 4, 0.02, 0.0),
    ([10, 20, 40, 80, 160], 12, 0.05, 0.3),
    ([1000, 2000, 50000, 60000], 7, 0.2, -0.1),
):
    n = np.array(sizes, dtype=float)
    confidence = 0.99
    before = [3 * x * np.exp(noise * random.standard_normal(pairs + place)) for place, x in enumerate(n)]
    after = [
        old * x**rise * np.exp((1 + place) * noise * random.standard_normal(len(old)))
        for place, (x, old) in enumerate(zip(n, before))
    ]
    weights = (np.log(n) - np.log(n).mean()) / np.sum((np.log(n) - np.log(n).mean()) ** 2)
    shares = np.array(
        [w**2 * np.log(b / a).var(ddof=1) / len(a) for w, a, b in zip(weights, before, after)]
    )
    free = shares.sum() ** 2 / np.sum(shares**2 / (np.array([len(a) for a in before]) - 1))
    old = slope(n, np.array([np.exp(np.log(a).mean()) for a in before]))
    new = slope(n, np.array([np.exp(np.log(a).mean()) for a in after]))
    reach = stats.t.ppf(confidence, free) * math.sqrt(shares.sum())
    runs = [[float(a[k]) for a in before] for k in range(pairs)]
    slopes = np.array([slope(n, np.array(run)) for run in runs])
    costs = [float(a[0]) for a in after]
    stored = stats.t.ppf(confidence, pairs - 1) * slopes.std(ddof=1) * math.sqrt(1 + 1 / pairs)
    exponents.append(
        {
            "sizes": [float(x) for x in n],
            "before": [[float(x) for x in a] for a in before],
            "after": [[float(x) for x in a] for a in after],
            "exponent_before": float(old),
            "exponent_after": float(new),
            "low": float(new - old - reach),
            "high": float(new - old + reach),
            "runs": runs,
            "costs": costs,
            "low_of_runs": float(slope(n, np.array(costs)) - slopes.mean() - stored),
        }
    )

path = pathlib.Path(__file__).with_name("fits.json")
path.write_text(json.dumps({"series": series, "ratios": ratios, "exponents": exponents}, indent=1, ensure_ascii=False) + "\n")
