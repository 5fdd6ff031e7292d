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
    return {
        "complexity": name,
        "fixed": parts[0],
        "factor": parts[1],
        "error": float(np.sqrt(np.mean(error**2))),
    }


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

path = pathlib.Path(__file__).with_name("fits.json")
path.write_text(json.dumps({"series": series, "ratios": ratios}, indent=1, ensure_ascii=False) + "\n")
