"""Writes trends.json beside this file: values of SciPy and pymannkendall that the Swift code is held to.

Run with: python3 generate_trends.py   (SciPy 1.17.1 and pymannkendall 1.4.3 wrote the committed file)
"""

import json
import pathlib

import numpy
import pymannkendall
from scipy import stats

random = numpy.random.default_rng(20261121)


def correlated(n, rho):
    values = [0.0]
    for step in random.normal(size=n - 1):
        values.append(rho * values[-1] + step)
    return numpy.array(values)


series = {
    "noise": random.normal(size=40),
    "rise": random.normal(size=30) + 0.15 * numpy.arange(30),
    "fall with ties": numpy.round(random.normal(size=50) - 0.03 * numpy.arange(50)),
    "autocorrelated": correlated(120, 0.6),
    "autocorrelated rise": correlated(90, 0.4) + 0.05 * numpy.arange(90),
    "alternating": numpy.array([1.0, -1.0] * 20) + 0.01 * random.normal(size=40),
    "eight": numpy.array([3.0, 1.0, 4.0, 1.5, 5.0, 9.0, 2.0, 6.0]),
    "skewed": random.lognormal(sigma=1.5, size=60),
}
trends = []
for name, values in series.items():
    lags = min(10, len(values) // 4)
    plain = pymannkendall.original_test(values)
    modified = pymannkendall.hamed_rao_modification_test(values, lag=lags)
    slope = stats.theilslopes(values).slope
    trends.append(
        {
            "name": name, "values": [float(v) for v in values], "score": int(plain.s), "variance": float(plain.var_s),
            "p": float(plain.p), "slope": float(slope), "lags": lags,
            "modified_variance": float(modified.var_s), "modified_p": float(modified.p),
        }
    )

shifts = []
for left, right in ((7, 9), (20, 15), (30, 30), (4, 60)):
    a = random.normal(size=left)
    b = random.normal(loc=0.8, size=right)
    differences = numpy.sort(numpy.subtract.outer(b, a).ravel())
    # Hollander, Wolfe, "Nonparametric Statistical Methods" (2nd ed., 1999), §4.3: the normal approximation.
    reach = stats.norm.ppf(0.975) * (left * right * (left + right + 1) / 12) ** 0.5
    place = max(1, int(numpy.floor(left * right / 2 - reach)))
    test = stats.mannwhitneyu(b, a, method="asymptotic")
    shifts.append(
        {
            "left": a.tolist(), "right": b.tolist(), "estimate": float(numpy.median(differences)),
            "low": float(differences[place - 1]), "high": float(differences[-place]), "p": float(test.pvalue),
        }
    )

path = pathlib.Path(__file__).with_name("trends.json")
path.write_text(json.dumps({"trends": trends, "shifts": shifts}, indent=1) + "\n")
